import { beforeEach, describe, expect, it } from 'vitest';
import { getCustomerRelations } from '@/lib/dashboard/customers/get-customer';
import { connections } from '@/lib/db/client';
import { buildScenario } from '@/lib/dev/simulator/build';
import { Random } from '@/lib/dev/simulator/random';
import { SCENARIOS } from '@/lib/dev/simulator/scenarios';
import { netAmount } from '@/lib/kit/money/net-amount';
import { checkMoney } from '@/lib/upkeep/invariants/check-money';
import { rollUp } from '@/lib/upkeep/rollups/roll-up';
import { applyEvents } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';
import { arrivalsOf, moneyCases, tellOneByOne, underOwnIds } from '../../../harness/money-case';
import { expectSumsAgree } from '../../../harness/sums-agree';

const inbox = useInbox();
const MONEY_RULES = ['order_sums_differ', 'refunded_more_than_paid', 'refunds_differ_from_charge'];

/** What the check of the money says of amounts, once all orders are quiet. */
async function expectNoMoneyFindings(): Promise<void> {
  await connections().pool.query(`update hookwell.orders set updated_at = now() - interval '6 minutes'`);
  const findings = await checkMoney(inbox.prisma());
  expect(findings.filter(({ rule }) => MONEY_RULES.includes(rule)).map(({ message }) => message)).toEqual([]);
}

beforeEach(async () => {
  await connections().pool.query(
    'truncate hookwell.orders, hookwell.effects, hookwell.findings, hookwell.webhook_events cascade',
  );
  await connections().pool.query('truncate hookwell.invoice_payments, hookwell.money_rollups, hookwell.money_changes');
});

describe.each(Object.keys(SCENARIOS))('The story %s', (story) => {
  it.each(['in order', 'backwards', 'shuffled'])(
    'has one sum in the overview, its orders and findings, %s',
    async (how) => {
      const random = new Random(`sums ${story}`);
      const events = buildScenario(story, { seed: `sums ${story}`, answers: false });
      const places = events.map((event, place) => ({ event, place: how === 'shuffled' ? random.next() : place }));
      const told = places.sort((one, other) => one.place - other.place).map(({ event }) => event);
      await applyEvents(how === 'backwards' ? told.reverse() : told);
      await expectSumsAgree();
      await rollUp(connections().pool);
      await expectSumsAgree();
      await connections().pool.query(`update hookwell.orders set updated_at = now() - interval '6 minutes'`);
      const findings = await checkMoney(inbox.prisma());
      expect(findings.filter(({ rule }) => MONEY_RULES.includes(rule)).map(({ message }) => message)).toEqual([]);
    },
  );
});

describe('Every situation of a bug report', () => {
  it.each(moneyCases().map((one) => [one.id, one.title, one.events] as const))(
    '%s has one sum in the overview, its orders and findings: %s',
    async (id, _, events) => {
      for (const [nth, arrival] of arrivalsOf(events, 6).entries()) {
        await tellOneByOne(underOwnIds(arrival, `${id.replaceAll('.', '')}x${nth}`));
        for (const livemode of [false, true]) await expectSumsAgree(livemode);
      }
      await rollUp(connections().pool);
      for (const livemode of [false, true]) await expectSumsAgree(livemode);
      await expectNoMoneyFindings();
    },
  );
});

it('A customer’s totals are those of their orders’ movements', async () => {
  for (const story of ['partial-refund', 'dispute', 'subscription', 'hold-released'])
    await applyEvents(buildScenario(story, { seed: `customer ${story}` }));
  const orders = await inbox
    .prisma()
    .order.findMany({ where: { customerId: { not: null } }, include: { movements: true } });
  expect(orders.length).toBeGreaterThan(0);
  for (const id of new Set(orders.map(({ customerId }) => customerId as string))) {
    const { totals } = await getCustomerRelations(inbox.prisma(), { id, account: null, livemode: false });
    const moved = orders.filter(({ customerId }) => customerId === id).flatMap(({ movements }) => movements);
    const of = (kind: string, currency: string | null) =>
      moved
        .filter((one) => one.kind === kind && one.currency === currency)
        .reduce((sum, { amount }) => sum + amount, 0n);
    for (const { currency, orders: _, ...total } of totals) {
      const disputed = of('withdrawn', currency) - of('reinstated', currency);
      const sums = { received: of('received', currency), refunded: of('refunded', currency), disputed };
      expect(total).toEqual({ ...sums, outside: of('outside', currency) });
      expect(netAmount(total)).toBe(sums.received - sums.refunded - sums.disputed);
    }
  }
});
