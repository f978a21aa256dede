import { beforeAll, describe, expect, it } from 'vitest';
import { disputeList } from '@/lib/dashboard/disputes/list';
import { countHeld } from '@/lib/dashboard/orders/count-held';
import { orderList } from '@/lib/dashboard/orders/list';
import { listOpenFindings } from '@/lib/dashboard/orders/list-open-findings';
import { listOrdersOfPayment } from '@/lib/dashboard/orders/list-sharing-orders';
import { findOrdersByRef, getOrder } from '@/lib/dashboard/orders/queries';
import { tellProgress } from '@/lib/dashboard/orders/tell-progress';
import { readAttention } from '@/lib/dashboard/overview/attention';
import { refundList } from '@/lib/dashboard/refunds/list';
import { search } from '@/lib/dashboard/search/search';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { listMovements } from '@/lib/payments/disputes/movements';
import { decideOrder } from '@/lib/payments/gate/decide-order';
import { readGauges } from '@/lib/upkeep/metrics/read-gauges';
import { useInbox } from '../../../harness/inbox';
import { type MoneyCase, moneyCases, ordersOf, tellOneByOne, waitLongEnough } from '../../../harness/money-case';

const inbox = useInbox({ FULFILL_LINK_WAIT_SECONDS: '600' });
const prisma = () => inbox.prisma();
const actor = { id: null, name: 'Olga', role: 'operator' as const };

const told = (id: string): MoneyCase => moneyCases().find((each) => each.id === id) as MoneyCase;
const request = { livemode: false, limit: 50 };
const idsOf = (page: { rows: { id: string }[] }) => page.rows.map(({ id }) => id).sort();

/** What a step of an order says. */
async function stepOf(orderId: string, name: RegExp) {
  const order = await getOrder(prisma(), orderId);
  if (!order) throw new Error(`There is no order ${orderId}`);
  return tellProgress(order, 'smtp').find((step) => name.test(step.name));
}

describe('Two orders that one payment pays', () => {
  const shared = told('A15');
  let orders: string[];
  let intent: string;
  beforeAll(async () => {
    await tellOneByOne(shared.events);
    await waitLongEnough();
    orders = (await ordersOf(shared.events)).map(({ id }) => id);
    intent = (await prisma().paymentIntent.findFirstOrThrow({ where: { orderId: { in: orders } } })).id;
  });

  it('both show the payment, lead to each other, and count what is theirs of it', async () => {
    expect(orders).toHaveLength(2);
    for (const [nth, id] of orders.entries()) {
      const order = await getOrder(prisma(), id);
      expect(order?.paymentIntents.map((row) => row.id)).toEqual([intent]);
      expect(order?.invoices).toHaveLength(1);
      expect(order?.sharing.map((other) => other.id)).toEqual([orders[1 - nth]]);
      expect(order?.movements.map(({ amount, ref }) => ({ amount, ref }))).toEqual([
        { amount: order?.amount, ref: intent },
      ]);
      expect(await stepOf(id, /^Paid$/)).toMatchObject({ state: 'done' });
    }
  });

  it('are both found by the payment: by its address, in the list, and by the search', async () => {
    const sorted = [...orders].sort();
    const found = await findOrdersByRef(prisma(), { ref: intent, account: null });
    expect(found.map(({ id }) => id).sort()).toEqual(sorted);
    expect(idsOf(await orderList.page(prisma(), { ...request, q: intent }))).toEqual(sorted);
    const { hits } = await search(prisma(), intent);
    expect(hits.flatMap(({ kind, id }) => (kind === 'order' ? id : [])).sort()).toEqual(sorted);
    const payment = { account: null, chargeId: null, paymentIntentId: intent };
    expect((await listOrdersOfPayment(prisma(), payment)).map(({ id }) => id).sort()).toEqual(sorted);
  });

  it('are found by their refund, and the refund by either invoice', async () => {
    const refund = buildEvent('refund.created', { seed: 'shared' });
    Object.assign(refund.data.object, { payment_intent: intent, charge: null, amount: 5000, status: 'succeeded' });
    await tellOneByOne([refund]);
    const { id } = refund.data.object as { id: string };
    expect(idsOf(await orderList.page(prisma(), { ...request, q: id }))).toEqual([...orders].sort());
    const invoices = await prisma().invoice.findMany({ where: { orderId: { in: orders } } });
    expect(invoices).toHaveLength(2);
    for (const invoice of invoices) {
      const { rows } = await refundList.page(prisma(), { ...request, q: invoice.id });
      // Divided between the two orders, it counts once and as a whole.
      expect(rows).toMatchObject([{ id, moved: 5000n }]);
    }
    for (const order of orders) expect((await getOrder(prisma(), order))?.refunds.map((row) => row.id)).toEqual([id]);
  });
});

describe('Orders that are held', () => {
  const reviewed = told('A12');
  let held: string;
  beforeAll(async () => {
    await tellOneByOne(reviewed.events);
    held = (await ordersOf(reviewed.events))[0]?.id ?? '';
  });

  it('say so in their steps, the list, its filters and counts', async () => {
    expect(await stepOf(held, /^Fulfilled$/)).toMatchObject({ state: 'trouble', words: 'In manual review' });
    expect(await stepOf(held, /^Receipt$/)).toMatchObject({ state: 'waiting', words: 'In manual review' });
    for (const kind of ['held', 'undecided', 'in_review'])
      expect(idsOf(await orderList.page(prisma(), { ...request, kind })), kind).toContain(held);
    expect(idsOf(await orderList.page(prisma(), { ...request, kind: 'refunded' }))).not.toContain(held);
    expect(await countHeld(prisma(), false)).toContainEqual({ code: 'in_review', count: 1, undecided: 1 });
    expect(await countHeld(prisma(), true)).toEqual([]);
  });

  it('are told on the overview with their money, and to Prometheus', async () => {
    const order = await prisma().order.findUniqueOrThrow({ where: { id: held } });
    const attention = await readAttention(prisma(), false);
    expect(attention.held).toEqual([{ currency: order.currency, count: 1, amount: order.amount }]);
    const gauges = await readGauges(connections().pool);
    expect(gauges.find(({ name }) => name === 'hookwell_orders_held')?.values).toContainEqual({
      labels: { mode: 'test', code: 'in_review' },
      value: 1,
    });
  });

  it('that wait for seconds need nobody’s attention', async () => {
    const silent = buildEvent('payment_intent.succeeded', { seed: 'silent', answers: false });
    Object.assign(silent.data.object, { payment_details: null });
    await tellOneByOne([silent]);
    const [order] = await findOrdersByRef(prisma(), { ref: (silent.data.object as { id: string }).id, account: null });
    expect(await stepOf(order?.id ?? '', /^Fulfilled$/)).toMatchObject({
      state: 'waiting',
      words: 'Waiting for its invoice link',
    });
    expect(idsOf(await orderList.page(prisma(), { ...request, kind: 'held' }))).toContain(order?.id);
    expect(idsOf(await orderList.page(prisma(), { ...request, kind: 'undecided' }))).not.toContain(order?.id);
    expect((await readAttention(prisma(), false)).held).toMatchObject([{ count: 1 }]);
  });

  it('have open findings about them and about their payment, and no resolved ones', async () => {
    const order = await getOrder(prisma(), held);
    const finding = (rule: string, objectId: string, orderId: string | null, resolvedAt: Date | null = null) => ({
      rule,
      objectId,
      orderId,
      message: `${rule} of ${objectId}`,
      resolvedAt,
    });
    await prisma().finding.createMany({
      data: [
        finding('held_for_a_person', held, held),
        finding('refund_of_shared_payment', order?.paymentIntentId ?? '', 'ord_other'),
        finding('fulfilled_twice', held, held, new Date()),
        finding('fulfilled_twice', 'ord_another', 'ord_another'),
      ],
    });
    const found = await listOpenFindings(prisma(), { id: held, refs: order?.refs ?? [] });
    expect(found.map(({ rule }) => rule).sort()).toEqual(['held_for_a_person', 'refund_of_shared_payment']);
    // The overview tells them by themselves, with their money.
    expect((await readAttention(prisma(), false)).findings.map(({ rule }) => rule)).not.toContain('held_for_a_person');
  });

  it('are held no more once somebody decides, and say who did', async () => {
    expect(await decideOrder(prisma(), held, 'cancel', actor)).toBe('decided');
    expect(await stepOf(held, /^Fulfilled$/)).toMatchObject({ state: 'off', words: 'Fulfillment canceled' });
    expect((await readAttention(prisma(), false)).held).toEqual([]);
    expect(await decideOrder(prisma(), held, 'done', actor)).toBe('decided');
    expect(await stepOf(held, /^Fulfilled$/)).toMatchObject({ state: 'done', words: 'Marked as done by Olga' });
    expect(idsOf(await orderList.page(prisma(), { ...request, kind: 'held' }))).not.toContain(held);
  });
});

describe('What a dispute moved', () => {
  it('stands in its list and on its page, over all of its events', async () => {
    const disputed = told('A08.3');
    await tellOneByOne(disputed.events);
    const dispute = await prisma().dispute.findFirstOrThrow({ where: { id: { startsWith: 'du_a08x3' } } });
    const movements = await listMovements(prisma(), dispute);
    const ids = disputed.events.flatMap(({ data }) =>
      ((data.object as { balance_transactions?: { id: string }[] }).balance_transactions ?? []).map(({ id }) => id),
    );
    expect(movements.map(({ id }) => id).sort()).toEqual([...new Set(ids)].sort());
    const { rows } = await disputeList.page(prisma(), { ...request, q: dispute.id });
    const sum = (sign: 1n | -1n) =>
      movements.reduce((total, { amount }) => (amount * sign > 0n ? total + amount * sign : total), 0n);
    expect(rows[0]?.moved).toEqual([
      {
        currency: movements[0]?.currency,
        withdrawn: sum(-1n),
        reinstated: sum(1n),
        fees: movements.reduce((total, { amountFee }) => total + amountFee, 0n),
      },
    ]);
  });
});

describe('A refund that is none', () => {
  it('of what was authorized and never captured moved no money', async () => {
    await tellOneByOne(told('A30.1').events);
    const { rows } = await refundList.page(prisma(), { ...request, currency: 'sek' });
    expect(rows).toMatchObject([{ amount: 400n, moved: 0n }]);
  });
});
