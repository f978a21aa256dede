import { isAddress } from '../../kit/address';
import type { Subject } from './collect-subject';

/** Whom somebody typed: a customer's id or an address. Null: neither. */
export function readSubject(text: string, account: string | null): Subject | null {
  if (/^cus_\w{1,250}$/.test(text))
    return account === null || /^acct_\w{1,250}$/.test(account) ? { kind: 'customer', id: text, account } : null;
  return isAddress(text) ? { kind: 'email', email: text } : null;
}
