/** What a person who typed something into the search box of a list is looking for. */
export type SearchTerm =
  | { kind: 'id'; id: string; prefix: string }
  | { kind: 'email'; email: string }
  | { kind: 'text'; text: string };

/** An id of Stripe or of ours, wherever it stands: in a sentence, or in the address of a page of Stripe's dashboard. */
const id = /(?<![\w.@-])([a-z]{2,12})_(?:test_|live_)?\w{3,250}(?![\w@])/g;
const email = /[^\s@<>"'(),;:]{1,64}@[^\s@<>"'(),;:]{1,190}/;

/**
 * Reads what was typed or pasted. Of several ids the last one counts, as in `…/acct_1/customers/cus_2`. An address of a
 * person is compared in lower case.
 */
export function readSearchTerm(typed: string): SearchTerm {
  const text = typed.trim();
  const address = email.exec(text)?.[0];
  if (address) return { kind: 'email', email: address.toLowerCase() };
  const found = [...text.matchAll(id)].at(-1);
  if (found?.[1]) return { kind: 'id', id: found[0].replace(/_secret_\w+$/, ''), prefix: found[1] };
  return { kind: 'text', text: text.toLowerCase() };
}
