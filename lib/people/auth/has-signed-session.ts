import { createHmac, timingSafeEqual } from 'node:crypto';
import { isServedOverTls } from '../../kit/env';
import { authSecret } from './auth-secret';

/** What better-auth calls the cookie of a session, with its `cookiePrefix` in auth.ts. */
const NAME = 'hookwell.session_token';

/**
 * Whether a Cookie header holds a session's cookie that AUTH_SECRET has signed. Costs microseconds and asks nobody: what
 * is forged goes no further. Whether the session still holds, only the database knows ({@link findSession}).
 * Reads and compares as better-auth does: the first cookie of the name, `token.` and the HMAC-SHA256 in base64.
 */
export function hasSignedSession(cookies: string | null | undefined): boolean {
  const value = cookies ? cookieOf(cookies, isServedOverTls() ? `__Secure-${NAME}` : NAME) : null;
  const dot = value?.lastIndexOf('.') ?? -1;
  if (!value || dot < 1) return false;
  const given = Buffer.from(value.slice(dot + 1), 'base64');
  const expected = createHmac('sha256', authSecret()).update(value.slice(0, dot)).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function cookieOf(cookies: string, name: string): string | null {
  for (const pair of cookies.split(';')) {
    const at = pair.indexOf('=');
    if (at === -1 || pair.slice(0, at).trim() !== name) continue;
    return decode(pair.slice(at + 1).trim());
  }
  return null;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
