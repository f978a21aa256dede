import { Prisma } from '../../db/generated/client';
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
      select account, order_id, payment_intent_id as ref from checkout_sessions
      union all select account, order_id, latest_charge_id from payment_intents
      union all select account, order_id, payment_intent_id from charges
      union all select account, order_id, charge_id from refunds
      union all select account, order_id, payment_intent_id from refunds
      union all select account, order_id, charge_id from disputes
      union all select account, order_id, payment_intent_id from disputes
      union all select account, id, payment_intent_id from orders
      union all select account, id, checkout_session_id from orders
      union all select account, id, invoice_id from orders
    ), apart as (
      select n.account, n.ref, array_agg(distinct n.order_id) || array_agg(distinct r.order_id) as orders
      from named n
      join order_refs r on r.ref = n.ref and coalesce(r.account, '') = coalesce(n.account, '') and r.order_id <> n.order_id
      where not exists (
        select from order_refs own
        where own.ref = n.ref and coalesce(own.account, '') = coalesce(n.account, '') and own.order_id = n.order_id
      )
      group by n.account, n.ref
    ), shared as (
      select r.account, r.ref, array_agg(r.order_id) as orders
      from order_refs r join orders o on o.id = r.order_id
      group by r.account, r.ref
      having count(*) > 1 and (r.ref like 'in\\_%' or bool_or(o.invoice_id is null))
    )
    select ref as "objectId", min(orders[1]) as "orderId", ref, min(orders) as orders
    from (select * from apart union all select * from shared) as broken
    group by account, ref`,
  describe: ({ ref, orders }) => `${ref} belongs to ${orders.length} orders: ${[...orders].sort().join(', ')}`,
});
