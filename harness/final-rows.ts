import type { Database } from '@/lib/db/client';

/** What is ours alone, or of the moment: row ids, clocks, and bookkeeping of the account that the story was told to. */
const OURS = new Set(['rowId', 'updatedAt', 'account', 'fulfilledAt', 'heldAt', 'holdEndsAt', 'contested']);

/**
 * Everything that the events of one account made, as text that is equal for equal rows: an order is named by its first
 * ref, since its own id is made up, and the account's name is taken out of the event ids.
 */
export async function finalRows(prisma: Database, account: string): Promise<{ orders: number; text: string }> {
  const where = { where: { account }, orderBy: { id: 'asc' } } as const;
  const orders = await prisma.order.findMany({ where: { account }, include: { refs: { orderBy: { ref: 'asc' } } } });
  // By its invoice where it has one: a payment may belong to two.
  const nameOf = (refs: { ref: string }[]) => (refs.find(({ ref }) => ref.startsWith('in_')) ?? refs[0])?.ref;
  const names = new Map(orders.map(({ id, refs }) => [id, `order of ${nameOf(refs)}`]));
  const rows = {
    orders: orders
      .map((order) => ({ ...order, refs: order.refs.map(({ ref }) => ref), fulfilled: order.fulfilledAt !== null }))
      .sort((a, b) => (String(names.get(a.id)) < String(names.get(b.id)) ? -1 : 1)),
    paymentIntents: await prisma.paymentIntent.findMany(where),
    checkoutSessions: await prisma.checkoutSession.findMany(where),
    charges: await prisma.charge.findMany(where),
    refunds: await prisma.refund.findMany(where),
    disputes: await prisma.dispute.findMany(where),
    invoices: await prisma.invoice.findMany(where),
    subscriptions: await prisma.subscription.findMany(where),
    customers: await prisma.customer.findMany(where),
    paymentMethods: await prisma.paymentMethod.findMany(where),
    setupIntents: await prisma.setupIntent.findMany(where),
    payouts: await prisma.payout.findMany(where),
    balances: await prisma.balanceSnapshot.findMany({
      where: { account },
      orderBy: [{ eventId: 'asc' }, { currency: 'asc' }],
    }),
    // A merge skips the second effect of a kind: what counts is what is done once.
    effects: (await prisma.effect.findMany({ where: { order: { account }, status: { not: 'skipped' } } }))
      .map(({ kind, status, orderId, objectId }) => ({ kind, status, orderId, objectId }))
      .sort((a, b) => (sortKey(a, names) < sortKey(b, names) ? -1 : 1)),
  };
  const text = JSON.stringify(
    rows,
    (key, value) => (OURS.has(key) ? undefined : typeof value === 'bigint' ? `${value}` : value),
    1,
  );
  return {
    orders: orders.length,
    text: [...names].reduce((all, [id, name]) => all.replaceAll(id, name), text).replaceAll(`_${account}`, ''),
  };
}

type Asked = { kind: string; orderId: string | null; objectId: string | null };

const sortKey = ({ kind, orderId, objectId }: Asked, names: Map<string, string>): string =>
  `${kind} ${names.get(orderId ?? '')} ${objectId}`;
