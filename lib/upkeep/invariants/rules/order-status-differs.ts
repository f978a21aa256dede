import { Prisma } from '../../../db/generated/client';
import { DISPUTE_MARKS } from '../../../stripe/dispute';
import { defineRule } from '../define-rule';

type Row = { status: string; why: keyof typeof WORDS };

const WORDS = {
  amounts: 'its amounts say something else',
  paid: 'the time of its payment says something else',
  dispute: 'its disputes say something else',
  not_bought: 'its invoice was settled without a purchase: credited away, or a credit itself',
  incomplete: 'its payment has not succeeded',
};

const marks = Prisma.join([...DISPUTE_MARKS]);

/**
 * An order's status says the same as its amounts, its disputes and what it was paid with. It is computed together with
 * them (docs/orders.md); this reads the rows once more, by other means. What refunded_more_than_paid and fulfilled_not_paid
 * say is not said twice.
 */
export const orderStatusDiffers = defineRule<Row>({
  name: 'order_status_differs',
  title: 'An order’s status and its rows differ',
  advice:
    'Replay the newest event of the order: it is computed anew. If it happens again, please report it; it is a fault of Hookwell.',
  sql: Prisma.sql`
    select o.id as "objectId", o.id as "orderId", o.status::text as status, differs.why
    from hookwell.orders o
    left join hookwell.invoices i on i.id = o.invoice_id and i.livemode = o.livemode and i.account is not distinct from o.account
    left join hookwell.payment_intents p on p.id = o.payment_intent_id and p.livemode = o.livemode and p.account is not distinct from o.account
    left join lateral (
      select bool_or(d.status in (${marks})) as marked, bool_or(d.status = o.dispute_status) as told, count(*) > 0 as known
      from hookwell.disputes d where d.order_id = o.id
    ) as d on true
    cross join lateral (
      select case
        when o.amount_refunded <= o.amount_received and case o.status
          when 'paid' then o.amount_refunded > 0
          when 'partially_refunded' then o.amount_refunded <= 0 or o.amount_refunded = o.amount_received
          when 'refunded' then o.amount_refunded <= 0 or o.amount_refunded < o.amount_received
          when 'disputed' then false
          else o.amount_refunded > 0
        end then 'amounts'
        when o.status = 'paid' and o.paid_at is null and o.fulfilled_at is null or o.status in ('pending', 'failed', 'canceled') and o.paid_at is not null
          then 'paid'
        when (o.status = 'disputed') <> coalesce(o.dispute_status in (${marks}), false)
          or d.known and (not d.told or d.marked <> (o.status = 'disputed')) is not false then 'dispute'
        when o.paid_at is not null and i.status = 'paid' and (i.amount_total < 0 or (
          i.amount_total > 0 and i.amount_credited_before >= i.amount_total and i.amount_paid = 0 and i.amount_from_balance = 0
            and not i.paid_outside
        )) then 'not_bought'
        when o.paid_at is not null and o.invoice_id is null and p.status <> 'succeeded' and not exists (
          select from hookwell.order_refs r join hookwell.payment_intents other on other.id = r.ref and other.livemode = r.livemode and other.account is not distinct from r.account
          where r.order_id = o.id and other.status = 'succeeded'
        ) and not exists (
          select from hookwell.charges c where c.order_id = o.id and c.payment_intent_id is null and c.captured and c.status = 'succeeded'
        ) and not exists (
          select from hookwell.checkout_sessions s where s.order_id = o.id and s.payment_status in ('paid', 'no_payment_required')
        ) then 'incomplete'
      end as why
    ) as differs
    where differs.why is not null`,
  describe: ({ objectId, status, why }) => `Order ${objectId} is ${status.replaceAll('_', ' ')}, and ${WORDS[why]}`,
});
