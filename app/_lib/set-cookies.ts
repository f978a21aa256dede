import { parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies';
import { cookies } from 'next/headers';

/** Hands the cookies that better-auth made to the browser that sent this form. */
export async function setCookies(headers: string[]): Promise<void> {
  const jar = await cookies();
  for (const header of headers)
    for (const [name, cookie] of parseSetCookieHeader(header)) jar.set(name, cookie.value, toCookieOptions(cookie));
}
