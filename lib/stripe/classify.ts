import { OBJECT_KINDS } from './object-kinds';

/** What a person who typed something into the search box means by it. */
export type Question =
  | { kind: 'event' | 'request' | 'order' | 'account' | 'object'; id: string }
  | { kind: 'email'; email: string }
  /** Words that have to stand in a type of event, in this order. */
  | { kind: 'type'; words: string[] }
  | { kind: 'nothing' };

/** Without the list `payment_intent` would be taken for an id. */
const PREFIXES = OBJECT_KINDS.filter(([, { isSearched }]) => isSearched !== false)
  .map(([prefix]) => prefix)
  .join('|');

/** An id stands alone: behind a dot it is a part of a type (`payment_method.card_…`), before an @ of an address. */
const ID = new RegExp(`(?<![\\w.@-])((?:${PREFIXES})_[A-Za-z0-9_]{1,250})(?![\\w@-])`, 'g');
/** An id of a kind that is not in the list: long, and with a digit, which no word has. */
const UNLISTED = /(?<![\w.@-])([a-z]{2,12}_(?=[A-Za-z_]*\d)[A-Za-z0-9_]{12,250})(?![\w@-])/g;
const EMAIL = /(?:^|[\s<:"'(,;])([^\s@<>"'(),;:]{1,64}@[^\s@<>"'(),;:]{1,190}\.[^\s@<>"'(),;:]*[^\s@<>"'(),;:.])/;
const INVISIBLE = /[\p{Cf}\p{Cc}]/gu;

const kinds = { evt: 'event', req: 'request', ord: 'order', acct: 'account' } as const;

/**
 * Reads what was typed or pasted: an id or a Stripe dashboard address that holds one, an e-mail address, else words of a
 * type. Takes any text; spaces, quotes and invisible marks around and in it do not matter.
 */
export function classify(text: string): Question {
  const typed = text.slice(0, 4_000).replace(INVISIBLE, ' ').trim();
  const isAddress = /^https?:\/\//i.test(typed);
  const email = isAddress ? null : EMAIL.exec(typed);
  if (email?.[1]) return { kind: 'email', email: email[1].toLowerCase() };
  const id = findId(isAddress ? readable(typed) : typed);
  if (id) return { kind: kinds[id.slice(0, id.indexOf('_')) as keyof typeof kinds] ?? 'object', id };
  if (isAddress) return { kind: 'nothing' };
  const words = typed
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  return words.length > 0 && words.length <= 8 && words.join('').length >= 2
    ? { kind: 'type', words }
    : { kind: 'nothing' };
}

/** The id that a text is about: of several the last one, but an account only where there is nothing else. */
function findId(text: string): string | null {
  const ids = [...text.matchAll(ID), ...text.matchAll(UNLISTED)]
    .map(([, id = '']) => id.replace(/_secret_\w*$/, ''))
    .sort((a, b) => Number(a.startsWith('acct_')) - Number(b.startsWith('acct_')));
  const own = ids.filter((id) => !id.startsWith('acct_'));
  return own.at(-1) ?? ids.at(0) ?? null;
}

/** The path of a dashboard's address decides; its query only where the path names nothing. */
function readable(address: string): string {
  if (!URL.canParse(address)) return address;
  const { pathname, search, hash } = new URL(address);
  return findId(pathname) && !/^acct_/.test(findId(pathname) ?? '') ? pathname : `${search} ${hash} ${pathname}`;
}

/** Whether a type of event holds the words, one after the other. */
export function typeHasWords(type: string, words: string[]): boolean {
  let from = 0;
  return words.every((word) => {
    const at = type.indexOf(word, from);
    from = at + word.length;
    return at >= 0;
  });
}
