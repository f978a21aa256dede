import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Whether an Authorization header carries this token. Compared as hashes in constant time, so that neither its length
 * nor its beginning can be measured. No token configured means closed, never open.
 */
export function bearerMatches(header: string | null, token: string | undefined): boolean {
  if (!token) return false;
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}
