import type { PlainAnswer } from '../kit/http/answer-unread';
import { SAFE_HEADERS } from '../kit/http/safe-headers';
import { isPublicPage, signInHref } from '../kit/http/same-site';
import { hasSignedSession } from '../people/auth/has-signed-session';
import type { ReadableHeaders } from './judge-request';

/** Files that a page without a session shows. What is behind `_next/` is public too. */
const FILES = new Set(['/icon.svg', '/hookwell.svg']);

/** What answers by itself: programs carry a token of their own, files are for everybody, and so are some pages. */
const isForEverybody = (path: string): boolean =>
  /^\/((api|_next)(\/|$)|webhook\/?$)/.test(path) || FILES.has(path) || isPublicPage(path);

/** What scripts and programs call rather than people: they are refused in JSON, as guardRoute does it. */
const isRoute = (path: string): boolean => /^\/search$|\/(export|live|raw)$/.test(path.replace(/\/$/, ''));

/**
 * The answer to a request that needs a session and has none, or a forged one, before anything is rendered and without
 * the database. Null: it may go on, and whoever answers it looks the session up. `url`: path and query.
 */
export function refuseStranger(method: string, url: string, headers: ReadableHeaders): PlainAnswer | null {
  const address = url.startsWith('/') ? `http://this.site${url}` : url;
  if (!URL.canParse(address)) return null;
  const { pathname, searchParams } = new URL(address);
  if (isForEverybody(pathname) || hasSignedSession(headers.get('cookie'))) return null;
  if (isRoute(pathname)) return unauthenticated();
  const to = signInHref(pathWith(pathname, searchParams));
  if (method === 'GET' || method === 'HEAD') return answer(307, { location: to });
  // React reads where an action leads to from this header; a form without script follows the other one.
  return headers.has('next-action')
    ? answer(303, { 'x-action-redirect': `${to};push` })
    : answer(303, { location: to });
}

/** The path and query as a person has them in the address bar. */
export function pathWith(pathname: string, searchParams: URLSearchParams): string {
  const query = new URLSearchParams(searchParams);
  query.delete('_rsc');
  return query.size > 0 ? `${pathname}?${query}` : pathname;
}

const answer = (status: number, headers: Record<string, string>, body = ''): PlainAnswer => ({
  status,
  headers: {
    ...SAFE_HEADERS,
    'cache-control': 'no-store',
    ...headers,
  },
  body,
});

function unauthenticated(): PlainAnswer {
  const error = { code: 'unauthenticated', message: 'Sign in first: this needs a session.' };
  return answer(401, { 'content-type': 'application/json' }, JSON.stringify({ error }));
}
