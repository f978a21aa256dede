import type { Scope } from '../../db/event-context';
import type { PrismaClient } from '../../db/generated/client';
import type { RelatedOrder } from '../orders/related-order';

/** The payment methods of this id, one for each account that has one. */
export const findPaymentMethods = (prisma: PrismaClient, id: string) =>
  prisma.paymentMethod.findMany({ where: { id }, orderBy: { account: { sort: 'asc', nulls: 'first' } }, take: 20 });

export type PaymentMethodDetail = Awaited<ReturnType<typeof findPaymentMethods>>[number];

/**
 * The newest orders that were paid with a method, or were tried with: those that events about a payment or a charge name
 * together with it. Looks at 1,000 of those events at the most.
 */
export function listOrdersPaidWith(
  prisma: PrismaClient,
  { id, account, livemode }: { id: string } & Scope,
  limit = 10,
): Promise<RelatedOrder[]> {
  return prisma.$queryRaw`
    with named as materialized (
      select event_id from hookwell.event_objects
      where object_id = ${id} and account is not distinct from ${account}::text order by event_id desc limit 1000
    ), parts as materialized (
      select distinct e.object_id from named, lateral (
        select object_id from hookwell.webhook_events where id = named.event_id offset 0
      ) e where e.object_id is not null
    ), found as materialized (
      select distinct r.order_id from parts, lateral (
        select order_id from hookwell.order_refs where ref = parts.object_id and livemode = ${livemode} and account is not distinct from ${account}::text offset 0
      ) r
    )
    select o.id, o.livemode, o.account, o.status::text as status, o.amount, o.currency,
      o.customer_id as "customerId", o.customer_email as "customerEmail", o.created_at as "createdAt"
    from found, lateral (select * from hookwell.orders where id = found.order_id offset 0) o
    order by o.created_at desc, o.id desc limit ${limit}`;
}
