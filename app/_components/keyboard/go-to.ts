/** The pages that `g` and a letter lead to. */
export const goTo: Record<string, { path: string; words: string }> = {
  h: { path: '/', words: 'Overview' },
  e: { path: '/events', words: 'Events' },
  r: { path: '/replays', words: 'Replays' },
  o: { path: '/orders', words: 'Orders' },
  c: { path: '/customers', words: 'Customers' },
  d: { path: '/disputes', words: 'Disputes' },
  f: { path: '/effects', words: 'Effects' },
  s: { path: '/setup', words: 'Set-up' },
};
