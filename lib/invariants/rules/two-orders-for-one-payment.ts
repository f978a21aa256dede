import { Prisma } from '../../db/generated/client';
import { defineRule } from '../define-rule';

/**
 * A payment belongs to one order: whatever a row of an order names (its PaymentIntent, charge or invoice) is a ref of
 * that very order, and no other order's.
 */
export const twoOrdersForOnePayment = defineRule<{ ref: string; orders: string[] }>({
  name: 'two_orders_for_one_payment',
  title: 'One payment, two orders',
  advice:
    'A payment is counted in two orders. Replay the events below, the oldest first: that joins the orders. If they stay apart, it is a fault of Hookwell; please report it.',
  sql: Prisma.sql`
    with named as (
      select account, order_id, payment_intent_id as ref from checkout_sessions
      union all select account, order_id, invoice_id from checkout_sessions
      union all select account, order_id, latest_charge_id from payment_intents
      union all select account, order_id, payment_intent_id from charges
      union all select account, order_id, charge_id from refunds
      union all select account, order_id, payment_intent_id from refunds
      union all select account, order_id, charge_id from disputes
      union all select account, order_id, payment_intent_id from disputes
      union all select account, id, payment_intent_id from orders
      union all select account, id, checkout_session_id from orders
      union all select account, id, invoice_id from orders
    )
    select r.ref as "objectId", r.order_id as "orderId", r.ref,
      array_agg(distinct n.order_id) || r.order_id as orders
    from named n
    join order_refs r on r.ref = n.ref and coalesce(r.account, '') = coalesce(n.account, '') and r.order_id <> n.order_id
    group by r.account, r.ref, r.order_id`,
  describe: ({ ref, orders }) => `${ref} belongs to ${orders.length} orders: ${[...orders].sort().join(', ')}`,
});
