import type { Scope } from '../../db/event-context';
import type { PrismaClient } from '../../db/generated/client';
import type { Moved } from '../../kit/money/net-amount';
import { relatedOrder } from '../orders/related-order';

/** A customer of one account and mode; the id alone may be another's too. */
export type CustomerKey = { id: string } & Scope;

/** How many rows of a kind the page of a customer shows. */
const shown = 10;

/** The customers of this id, one for each account that has one. */
export const findCustomers = (prisma: PrismaClient, id: string) =>
  prisma.customer.findMany({ where: { id }, orderBy: { account: { sort: 'asc', nulls: 'first' } }, take: 20 });

/** What a customer paid and got back, in one currency: what their orders say, which is what order_movements add up to. */
export type CustomerTotal = Moved & {
  currency: string | null;
  /** How many were paid. */
  orders: number;
  /** What was settled outside of Stripe: not in `received`. */
  outside: bigint;
};

/** What belongs to a customer: totals by currency, and the newest of each kind. */
export async function getCustomerRelations(prisma: PrismaClient, { id, account, livemode }: CustomerKey) {
  const where = { customerId: id, account, livemode };
  const newest = { orderBy: [{ createdAt: 'desc' as const }, { id: 'desc' as const }], take: shown };
  const [totals, orders, paymentMethods, subscriptions, disputes] = await Promise.all([
    prisma.$queryRaw<CustomerTotal[]>`
      select currency, count(paid_at)::int as orders, sum(amount_received - amount_outside)::bigint as received,
        sum(amount_outside)::bigint as outside, sum(amount_refunded)::bigint as refunded,
        sum(amount_disputed)::bigint as disputed
      from hookwell.orders where customer_id = ${id} and livemode = ${livemode} and account is not distinct from ${account}::text
      group by currency order by count(*) desc, currency limit 20`,
    prisma.order.findMany({ where, select: relatedOrder, ...newest }),
    prisma.paymentMethod.findMany({ where, ...newest }),
    prisma.subscription.findMany({ where, ...newest }),
    prisma.dispute.findMany({ where: { order: where }, ...newest }),
  ]);
  return { totals, orders, paymentMethods, subscriptions, disputes };
}

export type CustomerRelations = Awaited<ReturnType<typeof getCustomerRelations>>;

/** The name and address of a customer, for the pages of what is theirs. Null: not known. */
export const findCustomerName = (prisma: PrismaClient, key: { id: string | null } & Scope) =>
  key.id
    ? prisma.customer.findFirst({
        where: { id: key.id, account: key.account, livemode: key.livemode },
        select: { id: true, name: true, email: true, deleted: true },
      })
    : Promise.resolve(null);

export type CustomerName = NonNullable<Awaited<ReturnType<typeof findCustomerName>>>;
