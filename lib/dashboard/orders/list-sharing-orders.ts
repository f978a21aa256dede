import type { PrismaClient } from '../../db/generated/client';
import { type RelatedOrder, relatedOrder } from './related-order';

/** The other orders that share a payment with this one, the oldest first: one payment may pay several invoices. */
export async function listSharingOrders(prisma: PrismaClient, orderId: string): Promise<RelatedOrder[]> {
  const others = await prisma.$queryRaw<{ id: string }[]>`
    select distinct other.order_id as id from hookwell.order_refs own
    join hookwell.order_refs other on other.ref = own.ref and other.livemode = own.livemode and other.account is not distinct from own.account
    where own.order_id = ${orderId} and other.order_id <> ${orderId} limit 50`;
  if (others.length === 0) return [];
  return prisma.order.findMany({
    where: { id: { in: others.map(({ id }) => id) } },
    select: relatedOrder,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}

type Paid = { account: string | null; chargeId: string | null; paymentIntentId: string | null };

/** The orders that a payment belongs to, by its PaymentIntent and charge, the oldest first. */
export function listOrdersOfPayment(
  prisma: PrismaClient,
  { account, chargeId, paymentIntentId }: Paid,
): Promise<RelatedOrder[]> {
  const named = [chargeId, paymentIntentId].filter((id) => id !== null);
  return prisma.order.findMany({
    where: { account, refs: { some: { account, ref: { in: named } } } },
    select: relatedOrder,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: 50,
  });
}
