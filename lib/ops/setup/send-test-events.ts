import { buildScenario, randomSeed, SCENARIO_SUMMARIES } from '../../dev/simulator/build';
import { postEvent, printEvent, signPayload } from '../../dev/simulator/deliver';
import { isProduction } from '../../kit/env';
import { KnownError } from '../../kit/known-error';
import { simulatorSecret } from '../../stripe/local-secrets';

/** The stories that the set-up page offers, most telling first. */
export const TEST_STORIES = ['purchase', 'declined', 'refund', 'dispute', 'subscription', 'card-saved'] as const;

export type TestStory = (typeof TEST_STORIES)[number];

export const isTestStory = (name: unknown): name is TestStory => TEST_STORIES.some((story) => story === name);

/** What a story tells, in a line. */
export const summaryOf = (story: TestStory): string => SCENARIO_SUMMARIES[story];

/**
 * Sends a story to the app's own door over HTTP, signed with the simulator's secret, one event after the other like
 * Stripe. Returns the ids. Throws {@link KnownError}: production refuses that secret, or the door did.
 */
export async function sendTestEvents(story: TestStory, url: string): Promise<string[]> {
  if (isProduction())
    throw new KnownError('Production refuses what the simulator signs. Send a test event from Stripe.');
  const secret = simulatorSecret();
  const events = buildScenario(story, { seed: randomSeed() });
  for (const event of events) {
    const payload = printEvent(event);
    const { status, body } = await postEvent({ url, payload, header: signPayload(payload, secret) });
    if (status !== 200) throw new KnownError(`${url} answered ${status} to ${event.type}: ${body.slice(0, 200)}`);
  }
  return events.map(({ id }) => id);
}
