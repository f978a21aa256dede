import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { buildScenario, SCENARIO_SUMMARIES, type ScenarioName } from '@/lib/dev/simulator/build';
import { Random } from '@/lib/dev/simulator/random';
import { applyEvents } from '../../../harness/apply-events';
import { finalRows } from '../../../harness/final-rows';
import { useInbox } from '../../../harness/inbox';
import { expectNoFindings } from '../../../harness/invariants';
import { forAccount } from '../../../harness/store-event';

// What was refunded before it is fulfilled is not fulfilled: which it is depends on the order of arrival.
const inbox = useInbox({ FULFILL_REFUNDED: 'always' });
const names = Object.keys(SCENARIO_SUMMARIES) as ScenarioName[];

async function finish(events: Stripe.Event[], account: string) {
  await applyEvents(forAccount(events, account));
  const failed = await inbox
    .prisma()
    .webhookEvent.findMany({ where: { account, status: { notIn: ['processed', 'ignored'] } } });
  expect(failed.map(({ type, lastError }) => `${type}: ${lastError}`)).toEqual([]);
  return finalRows(inbox.prisma(), account);
}

function shuffled<T>(items: T[], seed: string): T[] {
  const random = new Random(seed);
  return items
    .map((item) => ({ item, at: random.int(0, 1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

describe('a simulated scenario', () => {
  it('is one of twenty-four', () => expect(names).toHaveLength(24));

  it.each(names)(
    '%s leaves the same rows in order, reversed, shuffled and told twice',
    async (name) => {
      const events = buildScenario(name, { seed: `scenario ${name}` });
      const expected = await finish(events, `acct_inorder${name.replaceAll('-', '')}`);
      const orders = {
        reversed: events.toReversed(),
        shuffled: shuffled(events, name),
        otherwise: shuffled(events, `${name} again`),
      };
      for (const [how, story] of Object.entries(orders)) {
        const rows = await finish(story, `acct_${how}${name.replaceAll('-', '')}`);
        expect(JSON.parse(rows.text), `${name}, ${how}`).toEqual(JSON.parse(expected.text));
      }
      await expectNoFindings(inbox.prisma());
    },
    120_000,
  );
});
