import { classify } from './classify';

/** What a person who typed something into the search box of a list is looking for. */
export type SearchTerm =
  | { kind: 'id'; id: string; prefix: string }
  | { kind: 'email'; email: string }
  | { kind: 'text'; text: string };

/** Reads what was typed or pasted into a list's search box, as the search over all events does. Text is in lower case. */
export function readSearchTerm(typed: string): SearchTerm {
  const question = classify(typed);
  if (question.kind === 'email') return { kind: 'email', email: question.email };
  if ('id' in question) return { kind: 'id', id: question.id, prefix: question.id.slice(0, question.id.indexOf('_')) };
  return { kind: 'text', text: typed.trim().toLowerCase() };
}

/** Whether an id may be a customer's: a Customer, or an Account that is used as one. */
export const isCustomerId = ({ prefix }: { prefix: string }): boolean => prefix === 'cus' || prefix === 'acct';

/** What was searched for as the audit log keeps it: an id, but no e-mail address, name or other words. */
export function describeTerm(typed: string): string {
  const term = readSearchTerm(typed);
  return term.kind === 'id' ? term.id : `(${term.kind})`;
}
