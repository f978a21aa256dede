import { Prisma } from '../../../db/generated/client';
import { defineRule } from '../define-rule';

type Row = { why: 'joined' | 'as_payment' | 'alike'; keys: string[]; other: string | null };

const WORDS: Record<Row['why'], (row: Row) => string> = {
  joined: () => 'a late link joined orders that were both fulfilled',
  as_payment: ({ other }) => `its payment was fulfilled before, as order ${other}`,
  alike: ({ other }) =>
    `order ${other} of the same customer, amount and time is fulfilled too, and one of them is a payment without an invoice, the other an invoice without a payment`,
};

/**
 * One purchase is fulfilled once. Two orders that were both fulfilled before a late link showed that they are one leave
 * both fulfillments on the order that stays; a payment that was fulfilled before its invoices were known was fulfilled
 * with each of them; and a payment without an invoice beside an invoice without a payment is most likely one purchase.
 */
export const fulfilledTwice = defineRule<Row>({
  name: 'fulfilled_twice',
  title: 'Fulfilled more than once',
  advice:
    'Two orders turned out to be one purchase after both were fulfilled, or look like one. See what was handed out twice, and take one of the two back.',
  sql: Prisma.sql`
    with done as materialized (
      select e.key, e.order_id, e.covers, e.completed_at, o.account, o.livemode, o.decision from hookwell.effects e join hookwell.orders o on o.id = e.order_id
      where e.kind = 'fulfil' and e.status = 'done' and e.order_id is not null
    ), halves as materialized (
      select o.*, o.invoice_id is not null as is_invoice from hookwell.orders o
      where o.fulfilled_at is not null and o.customer_id is not null and o.amount_received > 0 and o.amount_outside = 0
        and o.checkout_session_id is null and (o.invoice_id is null) <> (o.payment_intent_id is null)
    ), broken as (
      select order_id, 'joined' as why, array_agg(key order by completed_at, key) as keys, null as other
      from done group by order_id having count(*) > 1
      union all
      select r.order_id, 'as_payment', array[min(d.key)], min(d.order_id)
      from done d cross join lateral unnest(d.covers) as covered(ref)
      join hookwell.order_refs r on r.ref = covered.ref and r.order_id <> d.order_id and r.livemode = d.livemode and r.account is not distinct from d.account
      join done own on own.order_id = r.order_id and coalesce(own.decision, '') <> 'release'
      where not exists (select from unnest(d.covers) as c where c like 'in\\_%') group by r.order_id
      union all
      select i.id, 'alike', array['fulfil:' || i.id], p.id
      from halves i join halves p on not p.is_invoice and p.customer_id = i.customer_id and p.amount_received = i.amount_received
        and p.currency is not distinct from i.currency and p.livemode = i.livemode and p.account is not distinct from i.account
        and p.paid_at between i.paid_at - interval '1 hour' and i.paid_at + interval '1 hour'
      where i.is_invoice and coalesce(p.decision, '') <> 'release' and coalesce(i.decision, '') <> 'release'
    )
    select distinct on (order_id) order_id as "objectId", order_id as "orderId", why, keys, other
    from broken order by order_id, why desc`,
  describe: (row) =>
    `Order ${row.objectId} was fulfilled ${row.why === 'joined' ? row.keys.length : 2} times (${row.keys.join(', ')}): ${WORDS[row.why](row)}`,
});
