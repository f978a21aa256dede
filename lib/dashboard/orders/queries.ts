import type { Scope } from '../../db/event-context';
import type { PrismaClient } from '../../db/generated/client';
import { listSharingOrders } from './list-sharing-orders';
import { type RelatedOrder, relatedOrder } from './related-order';

const byAge = [{ createdAt: 'asc' }, { id: 'asc' }] as const;

/** What stands with one order even where several orders share its payment: see lib/payments/orders/regroup.ts. */
const payments = {
  paymentIntents: { orderBy: [...byAge] },
  checkoutSessions: { orderBy: [...byAge] },
  charges: { orderBy: [...byAge] },
  refunds: { orderBy: [...byAge] },
  disputes: { orderBy: [...byAge] },
  reviews: { orderBy: [...byAge] },
};

const findOrder = (prisma: PrismaClient, id: string) =>
  prisma.order.findUnique({
    where: { id },
    include: {
      refs: { select: { ref: true }, orderBy: { rowId: 'asc' } },
      effects: { orderBy: [{ createdAt: 'asc' }, { key: 'asc' }] },
      invoices: { orderBy: [...byAge] },
      movements: { orderBy: [{ movedAt: 'asc' }, { rowId: 'asc' }] },
      ...payments,
    },
  });

/**
 * One order with all its parts and what it set off on the outside, each first to last. `sharing`: the other orders that
 * one of its payments pays as well; the rows of such a payment are read wherever they stand. `disputeMovements`: what the
 * disputes that stand with it moved. Null: no such order.
 */
export async function getOrder(prisma: PrismaClient, id: string) {
  const order = await findOrder(prisma, id);
  if (!order) return null;
  const sharing = await listSharingOrders(prisma, id);
  const [others, disputeMovements] = await Promise.all([
    sharing.length === 0
      ? []
      : prisma.order.findMany({ where: { id: { in: sharing.map((other) => other.id) } }, include: payments }),
    prisma.disputeMovement.findMany({
      where: {
        account: order.account,
        livemode: order.livemode,
        disputeId: { in: order.disputes.map((dispute) => dispute.id) },
      },
      orderBy: [...byAge],
    }),
  ]);
  return { ...order, ...sharedRows(order, others), sharing, disputeMovements };
}

export type OrderDetail = NonNullable<Awaited<ReturnType<typeof getOrder>>>;

type Payments = Pick<NonNullable<Awaited<ReturnType<typeof findOrder>>>, keyof typeof payments>;

/** The rows of an order's own payments, its own and those that stand with an order that it shares one with. */
function sharedRows(order: Payments & { refs: { ref: string }[] }, others: Payments[]): Payments {
  const own = new Set(order.refs.map(({ ref }) => ref));
  const isOwn = (id: string | null) => id !== null && own.has(id);
  const byId = ({ id }: { id: string }) => isOwn(id);
  const byPayment = (row: { chargeId: string | null; paymentIntentId: string | null }) =>
    isOwn(row.chargeId) || isOwn(row.paymentIntentId);
  return {
    paymentIntents: sortByAge([
      ...order.paymentIntents,
      ...others.flatMap((other) => other.paymentIntents.filter(byId)),
    ]),
    checkoutSessions: sortByAge([
      ...order.checkoutSessions,
      ...others.flatMap((other) => other.checkoutSessions.filter(byId)),
    ]),
    charges: sortByAge([...order.charges, ...others.flatMap((other) => other.charges.filter(byId))]),
    refunds: sortByAge([...order.refunds, ...others.flatMap((other) => other.refunds.filter(byPayment))]),
    disputes: sortByAge([...order.disputes, ...others.flatMap((other) => other.disputes.filter(byPayment))]),
    reviews: sortByAge([...order.reviews, ...others.flatMap((other) => other.reviews.filter(byPayment))]),
  };
}

const sortByAge = <Row extends { id: string; createdAt: Date }>(rows: Row[]): Row[] =>
  rows.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));

/** The order that any of these Stripe ids belongs to. */
export async function findOrderOf(
  prisma: PrismaClient,
  request: Scope & { objectIds: string[] },
): Promise<{ id: string } | null> {
  const ref = await prisma.orderRef.findFirst({
    where: { account: request.account, livemode: request.livemode, ref: { in: request.objectIds } },
    select: { orderId: true },
    orderBy: { rowId: 'asc' },
  });
  return ref && { id: ref.orderId };
}

/** How many orders of one id are shown. */
const SHOWN = 50;

/**
 * The orders that one Stripe id belongs to, the oldest first: a PaymentIntent may pay several invoices, each of which is
 * an order. Of this account, else, where the id alone was asked for, of the first account that has such an order.
 */
export async function findOrdersByRef(
  prisma: PrismaClient,
  { ref, account }: { ref: string; account: string | null },
): Promise<RelatedOrder[]> {
  const rows = await prisma.orderRef.findMany({
    where: { ref, ...(account && { account }) },
    select: { order: { select: relatedOrder } },
    orderBy: [{ account: { sort: 'asc', nulls: 'first' } }, { orderId: 'asc' }],
    take: SHOWN,
  });
  const [first] = rows;
  return sortByAge(rows.map(({ order }) => order).filter((order) => order.account === first?.order.account));
}
