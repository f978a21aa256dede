import type { Scope } from '../../db/event-context';
import type { PrismaClient } from '../../db/generated/client';
import type { SubscriptionItem } from '../../stripe/subscription-item';

/** The subscriptions of this id, one for each account that has one. */
export async function findSubscriptions(prisma: PrismaClient, id: string) {
  const orderBy = { account: { sort: 'asc', nulls: 'first' } } as const;
  const rows = await prisma.subscription.findMany({ where: { id }, orderBy, take: 20 });
  return rows.map((row) => ({ ...row, items: row.items as unknown as SubscriptionItem[] }));
}

export type SubscriptionDetail = Awaited<ReturnType<typeof findSubscriptions>>[number];

/** The newest invoices of a subscription, each with the state of the order that it is: the first one and the renewals. */
export const listInvoicesOf = (prisma: PrismaClient, { id, account, livemode }: { id: string } & Scope, limit = 24) =>
  prisma.invoice.findMany({
    where: { subscriptionId: id, account, livemode },
    include: { order: { select: { status: true } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });

export type SubscriptionInvoice = Awaited<ReturnType<typeof listInvoicesOf>>[number];
