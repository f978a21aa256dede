/** The pages that `g` and a letter lead to. */
export const goTo: Record<string, string> = {
  h: '/',
  e: '/events',
  r: '/replays',
  o: '/orders',
  c: '/customers',
  d: '/disputes',
  f: '/effects',
  s: '/setup',
};
