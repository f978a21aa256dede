import type { Transaction } from '../../db/client';
import type { Order } from '../../db/generated/client';
import type { Suspicion } from './judge';

/** How far apart in time the two halves of one purchase may be told: an invoice is marked as paid with its payment. */
const CLOSE = '1 hour';

/**
 * The order that is probably the same purchase and was released for fulfillment before this one: of the same customer,
 * amount and currency, paid close in time, and the other half of what this one is. Takes a lock on the customer until the
 * transaction ends, so that two halves never pass at one moment.
 */
export async function findLookAlike(tx: Transaction, order: Order, suspicion: Suspicion): Promise<string | null> {
  await tx.$queryRaw`
    select pg_advisory_xact_lock(hashtextextended(${`gate:${order.account ?? ''}:${order.customerId}`}, 0))::text`;
  const [other] = await tx.$queryRaw<{ id: string }[]>`
    select o.id from hookwell.orders o
    where o.customer_id = ${order.customerId} and o.paid_at between ${order.paidAt}::timestamptz - ${CLOSE}::interval
        and ${order.paidAt}::timestamptz + ${CLOSE}::interval
      and o.id <> ${order.id} and o.account is not distinct from ${order.account} and o.livemode = ${order.livemode}
      and o.currency is not distinct from ${order.currency} and o.amount_received = ${order.amountReceived}
      and (o.fulfilled_at is not null or exists (
        select from hookwell.effects e where e.order_id = o.id and e.kind = 'fulfil' and e.status <> 'skipped'
      ))
      and case when ${suspicion === 'payment_without_invoice'}::boolean
        then o.invoice_id is not null and o.payment_intent_id is null
        else o.invoice_id is null and o.payment_intent_id is not null and o.checkout_session_id is null
      end
    order by o.created_at, o.id limit 1`;
  return other?.id ?? null;
}
