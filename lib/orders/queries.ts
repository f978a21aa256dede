import type { PrismaClient } from '../db/generated/client';

const byAge = [{ createdAt: 'asc' }, { id: 'asc' }] as const;

/** One order with all its parts and what it set off on the outside, each first to last. Null: no such order. */
export function getOrder(prisma: PrismaClient, id: string) {
  return prisma.order.findUnique({
    where: { id },
    include: {
      refs: { select: { ref: true }, orderBy: { rowId: 'asc' } },
      effects: { orderBy: [{ createdAt: 'asc' }, { key: 'asc' }] },
      paymentIntents: { orderBy: [...byAge] },
      checkoutSessions: { orderBy: [...byAge] },
      charges: { orderBy: [...byAge] },
      refunds: { orderBy: [...byAge] },
      disputes: { orderBy: [...byAge] },
      invoices: { orderBy: [...byAge] },
    },
  });
}

export type OrderDetail = NonNullable<Awaited<ReturnType<typeof getOrder>>>;

/** The order that any of these Stripe ids belongs to. */
export async function findOrderOf(
  prisma: PrismaClient,
  request: { account: string | null; objectIds: string[] },
): Promise<{ id: string } | null> {
  const ref = await prisma.orderRef.findFirst({
    where: { account: request.account, ref: { in: request.objectIds } },
    select: { orderId: true },
  });
  return ref && { id: ref.orderId };
}

/**
 * The order that one Stripe id belongs to: of this account, else, where the id alone was asked for, of the first account
 * that has such an order.
 */
export async function findOrderByRef(
  prisma: PrismaClient,
  { ref, account }: { ref: string; account: string | null },
): Promise<{ id: string; livemode: boolean } | null> {
  const rows = await prisma.orderRef.findMany({
    where: { ref, ...(account && { account }) },
    select: { order: { select: { id: true, livemode: true } } },
    orderBy: { account: { sort: 'asc', nulls: 'first' } },
    take: 1,
  });
  return rows[0]?.order ?? null;
}
