import type { OrderStatus, Prisma, PrismaClient } from '../db/generated/client';
import { type Cursor, fetchPage, keysetQuery, type Page, type PageRequest } from '../paging/keyset';

const listed = {
  id: true,
  account: true,
  livemode: true,
  status: true,
  customerId: true,
  customerEmail: true,
  amount: true,
  amountRefunded: true,
  currency: true,
  createdAt: true,
  fulfilledAt: true,
} satisfies Prisma.OrderSelect;

export type ListedOrder = Prisma.OrderGetPayload<{ select: typeof listed }>;

const cursorOf = (row: ListedOrder): Cursor => ({ at: row.createdAt, id: row.id });

/** One page of orders, the newest first; equal times are ordered by id. */
export function listOrders(
  prisma: PrismaClient,
  request: { livemode: boolean; status?: OrderStatus | null } & PageRequest,
): Promise<Page<ListedOrder>> {
  const filter: Prisma.OrderWhereInput = {
    livemode: request.livemode,
    ...(request.status && { status: request.status }),
  };
  return fetchPage(request, cursorOf, (cursor, direction, take) => {
    const { where, orderBy } = keysetQuery('createdAt', 'id', cursor, direction);
    return prisma.order.findMany({
      where: { ...filter, ...where },
      orderBy,
      select: listed,
      take,
    });
  });
}

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
