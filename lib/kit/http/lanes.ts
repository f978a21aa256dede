import { Lane } from '../limits/lane';

/**
 * What `npm start` gives to whom. Those with a session have places of their own, which nobody else can take; what
 * strangers may cause is paced as well, because the webhook endpoint shares their event loop. No share is so small that
 * somebody who comes alone would notice.
 */
const create = () => ({
  /** Pages and routes for those whose cookie is rightly signed. */
  operators: new Lane({ atOnce: 16, holdMs: 10_000, waiting: 128, waitMs: 10_000 }),
  /** Pages that need no session: the ways in, and the shop. */
  visitors: new Lane({ atOnce: 16, holdMs: 5_000, waiting: 256, waitMs: 10_000, share: 0.25, burstMs: 1_000 }),
  /** What programs ask without a token that is right. */
  programs: new Lane({ atOnce: 16, holdMs: 5_000, waiting: 256, waitMs: 10_000, share: 0.1, burstMs: 250 }),
  /** The scripts, styles and fonts of pages. */
  files: new Lane({ atOnce: 32, holdMs: 5_000, waiting: 1_000, waitMs: 10_000, share: 0.2, burstMs: 1_000 }),
  /** The same for those who are signed in. */
  ownFiles: new Lane({ atOnce: 64, holdMs: 5_000, waiting: 1_000, waitMs: 10_000 }),
  /** Refusals, which are short: redirects to the sign-in page, and 4xx at the webhook endpoint. */
  refusals: new Lane({ waiting: 6_000, share: 0.1, burstMs: 250 }),
  /** What is read of large bodies before it is known who sends them, and of those that were refused. */
  reading: new Lane({ waiting: 6_000, share: 0.08, burstMs: 100 }),
});

const slot = Symbol.for('hookwell.lanes');
type Global = typeof globalThis & { [slot]?: ReturnType<typeof create> };

/** The lanes of this process. */
export function lanes(): ReturnType<typeof create> {
  const global = globalThis as Global;
  global[slot] ??= create();
  return global[slot];
}
