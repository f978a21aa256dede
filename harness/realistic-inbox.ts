import { startScript } from './processes';
import { inboxSecret } from './realistic/secret';
import { cloneFilled } from './shared-template';
import { testAuthSecret } from './sign-in';
import type { TestDatabase, TestServer } from './test-server';

/** What the app over a realistic inbox is started with: the events were signed with this secret. */
export const inboxEnv = { STRIPE_WEBHOOK_SECRET: inboxSecret };

/**
 * A month of a shop: events of the simulator's, stored as the door does, and dated back to when they would have come.
 * The real worker applies `applied` of them, those of the last days among them; the older rest is only kept. With failed and retrying events, failed effects, refused deliveries, a replay and a finding.
 * The
 * first who asks fills it, everybody else gets a copy.
 */
export const createRealisticInbox = (
  server: TestServer,
  { events = 10_000, applied = 1_000 } = {},
): Promise<TestDatabase> => cloneFilled(server, `realistic_${events}_${applied}`, (url) => fill(url, events, applied));

async function fill(url: string, events: number, applied: number): Promise<void> {
  const script = startScript('harness/realistic/fill.ts', [String(events), String(applied)], {
    ...inboxEnv,
    AUTH_SECRET: testAuthSecret,
    DATABASE_URL: url,
    LOG_LEVEL: 'silent',
  });
  if ((await script.exited) !== 0) throw new Error(`The realistic inbox could not be filled:\n${script.output()}`);
}
