/** What the proxy writes the request's own path into, for those who cannot see it otherwise. */
export const pathHeader = 'x-hookwell-path';

/**
 * A path of this site to go to, out of what an address says. Anything else becomes `/`: a link to our sign-in page must
 * not lead on to somebody else's copy of it.
 */
export function readNext(text: unknown): string {
  if (typeof text !== 'string' || !text.startsWith('/') || text.length > 2_000) return '/';
  const home = 'http://this.site';
  if (!URL.canParse(text, home)) return '/';
  const { origin, pathname, search } = new URL(text, home);
  if (origin !== home || pathname.startsWith('//') || isPublicPage(pathname)) return '/';
  return pathname + search;
}

/** The sign-in page, which leads back to where one wanted to go. */
export function signInHref(path: string): string {
  const next = readNext(path);
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
}

/** Pages that need no session: the ways in, and the shop, which is for customers. */
export const isPublicPage = (path: string): boolean => isWayIn(path) || isShop(path);

const isWayIn = (path: string): boolean => /^\/(sign-in|welcome|set-password)(\/|\?|$)/.test(path);
const isShop = (path: string): boolean => /^\/checkout(\/|\?|$)/.test(path);
