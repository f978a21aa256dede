import { expect, it } from 'vitest';
import { findSubscriptions, listInvoicesOf } from '@/lib/dashboard/billing/get-subscription';
import { findCustomerName, findCustomers, getCustomerRelations } from '@/lib/dashboard/customers/get-customer';
import { findDisputes, listDisputeSteps } from '@/lib/dashboard/disputes/get-dispute';
import { listMailsOfOrder } from '@/lib/dashboard/mail/queries';
import { findOrdersByRef, getOrder } from '@/lib/dashboard/orders/queries';
import { findPaymentMethods, listOrdersPaidWith } from '@/lib/dashboard/payment-methods/get-payment-method';
import { findPayouts, getBalanceAround } from '@/lib/dashboard/payouts/get-payout';
import { findRefunds } from '@/lib/dashboard/refunds/find-refunds';
import { listMentioningAccounts, listStory } from '@/lib/dashboard/stories/queries';
import { connections } from '@/lib/db/client';
import { openGates } from '@/lib/payments/gate/open-gates';
import { useManyEvents } from '../../../harness/many-events';

const many = useManyEvents();

it('an order with all its parts, its mails and its story', async () => {
  const { id } = await many.prisma().order.findFirstOrThrow({ where: { refunds: { some: {} }, account: null } });
  const order = await many.expectIndexed('order', (prisma) => getOrder(prisma, id));
  const ids = order?.refs.map(({ ref }) => ref) ?? [];
  expect(order?.refunds.length).toBeGreaterThan(0);
  await many.expectIndexed('mails', (prisma) => listMailsOfOrder(prisma, id));
  await many.expectIndexed('ref', (prisma) => findOrdersByRef(prisma, { ref: ids[0] ?? '', account: null }));
  for (const order of ['stripe', 'arrival'] as const) {
    const page = await many.expectIndexed('story', (prisma) =>
      listStory(prisma, { account: null, livemode: false, ids, orderId: id, order, limit: 50 }),
    );
    expect(page.rows.length).toBeGreaterThan(0);
  }
});

it('a customer with what is theirs', async () => {
  const { customerId } = await many
    .prisma()
    .order.findFirstOrThrow({ where: { customerId: { not: null }, account: null } });
  const key = { id: customerId ?? '', account: null, livemode: false };
  expect(await many.expectIndexed('customers', (prisma) => findCustomers(prisma, key.id))).not.toEqual([]);
  await many.expectIndexed('name', (prisma) => findCustomerName(prisma, key));
  const { orders } = await many.expectIndexed('relations', (prisma) => getCustomerRelations(prisma, key));
  expect(orders.length).toBeGreaterThan(0);
});

it('the orders that may go on, which every worker looks for each second', async () => {
  await many.expectIndexed('gates', (prisma) => openGates(prisma));
});

it('a payment method with the orders that were paid with it', async () => {
  const { id, account, livemode } = await many.prisma().paymentMethod.findFirstOrThrow();
  await many.expectIndexed('method', (prisma) => findPaymentMethods(prisma, id));
  await many.expectIndexed('orders', (prisma) => listOrdersPaidWith(prisma, { id, account, livemode }));
});

it('a subscription with its invoices', async () => {
  const { id, account, livemode } = await many.prisma().subscription.findFirstOrThrow();
  await many.expectIndexed('subscription', (prisma) => findSubscriptions(prisma, id));
  await many.expectIndexed('invoices', (prisma) => listInvoicesOf(prisma, { id, account, livemode }));
});

it('a dispute, a refund and a payout', async () => {
  const prisma = many.prisma();
  const [dispute, refund, payout] = await Promise.all([
    prisma.dispute.findFirstOrThrow(),
    prisma.refund.findFirstOrThrow(),
    prisma.payout.findFirstOrThrow(),
  ]);
  await many.expectIndexed('dispute', (prisma) => findDisputes(prisma, dispute.id));
  await many.expectIndexed('steps', (prisma) => listDisputeSteps(prisma, dispute));
  await many.expectIndexed('refund', (prisma) => findRefunds(prisma, refund.id));
  await many.expectIndexed('payout', (prisma) => findPayouts(prisma, payout.id));
  await many.expectIndexed('balance', (prisma) => getBalanceAround(prisma, payout));
});

it('an id that only events speak of', () =>
  many.expectIndexed('mentions', (prisma) => listMentioningAccounts(prisma, 'pm_nobodyknowsthisone')));

// A story reads all the events of its object, and no others: this is how many that may be.
it('the story of an object that 1,500 events speak of, page by page', async () => {
  const id = 'cus_busybusybusy';
  await connections().pool.query(
    `insert into hookwell.event_objects (event_id, object_id, account)
     select id, $1, null from hookwell.webhook_events where account is null order by id limit 1500`,
    [id],
  );
  await connections().pool.query('analyze hookwell.event_objects');
  for (const order of ['stripe', 'arrival'] as const) {
    const request = { account: null, livemode: false, ids: [id], order, limit: 50 };
    const first = await many.expectIndexed('first page', (prisma) => listStory(prisma, request));
    expect(first.rows).toHaveLength(50);
    const second = await many.expectIndexed('second page', (prisma) =>
      listStory(prisma, { ...request, before: first.older }),
    );
    expect(second.rows).toHaveLength(50);
    await many.expectIndexed('back', (prisma) => listStory(prisma, { ...request, after: second.newer }));
  }
});
