import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import { connections } from '@/lib/db/client';
import { buildScenario, SCENARIO_SUMMARIES, type ScenarioName } from '@/lib/dev/simulator/build';
import { Random } from '@/lib/dev/simulator/random';
import { settled, until } from '../../../harness/inbox';
import { expectNoFindings } from '../../../harness/invariants';
import { forAccount, storeEvents } from '../../../harness/store-event';

const AT_ONCE = 10;
const names = Object.keys(SCENARIO_SUMMARIES) as ScenarioName[];

function shuffled<T>(items: T[], seed: string): T[] {
  const random = new Random(seed);
  return items
    .map((item) => ({ item, at: random.int(0, 1_000_000) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** Once every event is applied: lets every wait be over, and what follows be done by the workers. */
async function finish(): Promise<void> {
  const { prisma } = connections();
  await settled(prisma, 120_000);
  await prisma.$executeRaw`
    update hookwell.orders set held_at = held_at - interval '2 hours', hold_ends_at = now() - interval '1 second'
    where hold_ends_at is not null`;
  const waits = async () => (await prisma.order.count({ where: { holdEndsAt: { not: null } } })) > 0;
  await until(async () => !(await waits()), 'every wait to be over');
  await settled(prisma, 120_000);
}

/** What became of what was bought in one account: how often each was fulfilled, and how many receipts went out. */
async function outcomeOf(account: string) {
  const { prisma } = connections();
  const orders = await prisma.order.findMany({ where: { account, paidAt: { not: null } }, include: { effects: true } });
  const count = (kind: string) =>
    orders.map(({ effects }) => effects.filter((effect) => effect.kind === kind && effect.status === 'done').length);
  return {
    fulfilled: count('fulfil').sort(),
    receipts: count('receipt').sort(),
    mails: await prisma.mail.count({ where: { account, effectKey: { startsWith: 'receipt:' } } }),
    held: orders.flatMap(({ holdCode }) => holdCode ?? []).sort(),
  };
}

/**
 * Every story of the simulator as from a real webhook, without what only Stripe knows: in order, shuffled, and ten at once.
 * What comes of it is what comes of the story told in order with all answers.
 */
export function tellEveryStory(before: (events: Stripe.Event[]) => void): void {
  it.each(names)(
    '%s: each purchase is fulfilled once, with one receipt, in order, shuffled and ten at once',
    async (name) => {
      const tell = (seed: string, account: string, answers: boolean) =>
        forAccount(buildScenario(name, { seed, answers }), account);
      const tag = name.replaceAll('-', '');
      const all = tell(name, `acct_answered${tag}`, true);
      const inOrder = tell(name, `acct_inorder${tag}`, false);
      for (const event of all) await storeEvents([event]).then(() => settled(connections().prisma));
      before(inOrder);
      for (const event of inOrder) await storeEvents([event]).then(() => settled(connections().prisma));
      const many = Array.from({ length: AT_ONCE }, (_, nth) => tell(name, `acct_many${nth}${tag}`, false));
      for (const events of many) before(events);
      await storeEvents(shuffled(many.flat(), name));
      await finish();

      const expected = await outcomeOf(`acct_answered${tag}`);
      expect(expected.fulfilled.every((times) => times <= 1)).toBe(true);
      expect(expected.mails).toBe(expected.receipts.reduce((sum, times) => sum + times, 0));
      for (const account of [`acct_inorder${tag}`, ...many.map((_, nth) => `acct_many${nth}${tag}`)])
        expect(await outcomeOf(account), account).toEqual(expected);
      await expectNoFindings(connections().prisma);
    },
    120_000,
  );
}
