import { Prisma } from '../../../db/generated/client';
import { formatAmount } from '../../../kit/money/format-amount';
import { defineRule } from '../define-rule';

type Row = { told: bigint; known: bigint; currency: string };

/** Stripe's seconds: within these nobody can say which of two things came first. */
const MARGIN = Prisma.sql`interval '2 seconds'`;

/**
 * The refunds of a charge add up to its own `amount_refunded`, as far as both speak of one moment. The charge speaks of the
 * moment of its event: a refund that was made later is not in it, one that failed before is not in it any more, and one
 * that failed later still is, because Stripe sends no charge again. What may be in it or not (it is pending, or of the same
 * seconds) is in neither too little nor too much. https://docs.stripe.com/refunds#failed-refunds
 *
 * What was authorized and not captured is no refund, but may stand in the charge, in a refund, in both or in none. Without
 * `refund.created` of this charge an endpoint hears of some refunds only, and no total above them is a fault. Both arrive with events of
 * their own, so the order must have been quiet for five minutes.
 */
export const refundsDifferFromCharge = defineRule<Row>({
  name: 'refunds_differ_from_charge',
  title: 'Refunds differ from their charge',
  advice:
    'An event about one of the refunds is missing or failed. Replay the failed ones, and fetch what is missing: npm run sweep.',
  sql: Prisma.sql`
    select d.id as "objectId", d.order_id as "orderId", d.told, case when d.told < d.least then d.least else d.most end as known,
      d.currency
    from (
      select c.*, c.amount_refunded as told, r.least, r.most
      from hookwell.charges c
      join hookwell.orders o on o.id = c.order_id
      left join hookwell.payment_intents p on p.id = c.payment_intent_id and p.livemode = c.livemode and p.account is not distinct from c.account
        and p.latest_charge_id = c.id and p.status = 'succeeded'
      join lateral (
        select count(*) filter (where r.certain or r.possible) as number,
          coalesce(sum(r.amount) filter (where r.certain), 0)::bigint as least,
          coalesce(sum(r.amount) filter (where r.possible), 0)::bigint as most
        from (
          select r.amount,
            r.charge_id is not null and r.created_at < c.event_created_at - ${MARGIN}
              and r.reason is distinct from 'expired_uncaptured_charge'
              and (r.status = 'succeeded' or (r.status = 'failed' and r.failed_at > c.event_created_at + ${MARGIN})) as certain,
            r.created_at <= c.event_created_at + ${MARGIN} and not (
              r.status in ('failed', 'canceled') and coalesce(r.failed_at < c.event_created_at - ${MARGIN}, false)
            ) as possible
          from hookwell.refunds r
          where r.order_id = c.order_id
            and (r.charge_id = c.id or (r.charge_id is null and r.payment_intent_id = c.payment_intent_id))
        ) as r
      ) as r on r.number > 0
      cross join lateral (
        select greatest(c.amount - coalesce(p.amount_received, c.amount_captured), 0) as amount
      ) as released
      where c.amount_captured > 0 and o.updated_at < now() - interval '5 minutes'
        and c.amount_refunded not between r.least and r.most
        and c.amount_refunded - coalesce(nullif(c.amount_released, 0), released.amount) not between r.least and r.most
        and (c.amount_released > 0 or c.amount_refunded + released.amount not between r.least and r.most)
      offset 0
    ) as d
    where d.told < d.least or exists (
      select from hookwell.event_objects eo join hookwell.webhook_events e on e.id = eo.event_id
      where eo.object_id = d.id and eo.account is not distinct from d.account and e.livemode = d.livemode and e.type = 'refund.created'
        and e.created_at <= d.event_created_at
    )`,
  describe: ({ objectId, told, known, currency }) =>
    `Charge ${objectId} says that ${formatAmount(told, currency)} were given back, its refunds add up to ${formatAmount(known, currency)}`,
});
