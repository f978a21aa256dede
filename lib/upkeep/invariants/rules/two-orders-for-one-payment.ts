import { Prisma } from '../../../db/generated/client';
import { defineRule } from '../define-rule';

/**
 * What a row of an order names (its PaymentIntent, charge or invoice) is a ref of that very order. An invoice is one order,
 * and a payment several only where it pays several invoices.
 */
export const twoOrdersForOnePayment = defineRule<{ ref: string; orders: string[] }>({
  name: 'two_orders_for_one_payment',
  title: 'One payment, two orders',
  advice:
    'A payment is counted in two orders. Replay the events below, the oldest first: that joins the orders. If they stay apart, it is a fault of Hookwell; please report it.',
  sql: Prisma.sql`
    with named as (
      select account, livemode, order_id, payment_intent_id as ref from hookwell.checkout_sessions
      union all select account, livemode, order_id, latest_charge_id from hookwell.payment_intents
      union all select account, livemode, order_id, payment_intent_id from hookwell.charges
      union all select account, livemode, order_id, charge_id from hookwell.refunds
      union all select account, livemode, order_id, payment_intent_id from hookwell.refunds
      union all select account, livemode, order_id, charge_id from hookwell.disputes
      union all select account, livemode, order_id, payment_intent_id from hookwell.disputes
      union all select account, livemode, id, payment_intent_id from hookwell.orders
      union all select account, livemode, id, checkout_session_id from hookwell.orders
      union all select account, livemode, id, invoice_id from hookwell.orders
    ), apart as (
      select n.account, n.livemode, n.ref, array_agg(distinct n.order_id) || array_agg(distinct r.order_id) as orders
      from named n
      join hookwell.order_refs r on r.ref = n.ref and r.livemode = n.livemode and coalesce(r.account, '') = coalesce(n.account, '') and r.order_id <> n.order_id
      where not exists (
        select from hookwell.order_refs own
        where own.ref = n.ref and own.livemode = n.livemode and coalesce(own.account, '') = coalesce(n.account, '') and own.order_id = n.order_id
      )
      group by n.account, n.livemode, n.ref
    ), shared as (
      select r.account, r.livemode, r.ref, array_agg(r.order_id) as orders
      from hookwell.order_refs r join hookwell.orders o on o.id = r.order_id
      group by r.account, r.livemode, r.ref
      having count(*) > 1 and (r.ref like 'in\\_%' or bool_or(o.invoice_id is null))
    )
    select ref as "objectId", min(orders[1]) as "orderId", ref, min(orders) as orders
    from (select * from apart union all select * from shared) as broken
    group by account, livemode, ref`,
  describe: ({ ref, orders }) => `${ref} belongs to ${orders.length} orders: ${[...orders].sort().join(', ')}`,
});
