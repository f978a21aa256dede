import { Prisma } from '../../db/generated/client';
import { formatAmount } from '../../money/format-amount';
import { defineRule } from '../define-rule';

type Row = { told: bigint; known: bigint; currency: string };

/**
 * The refunds of a charge add up to its own `amount_refunded`. Both arrive with events of their own, so the order must
 * have been quiet for five minutes. A refund that failed may stand in the charge still: Stripe sends no charge again.
 * https://docs.stripe.com/refunds#failed-refunds
 * What was authorised but not captured may stand in the charge, in a refund, in both or in none: that is no money given
 * back, see lib/orders/refunded-amount.ts.
 */
export const refundsDifferFromCharge = defineRule<Row>({
  name: 'refunds_differ_from_charge',
  title: 'Refunds differ from their charge',
  advice:
    'An event about one of the refunds is missing or failed. Replay the failed ones, and fetch what is missing: npm run sweep.',
  sql: Prisma.sql`
    select c.id as "objectId", c.order_id as "orderId", c.amount_refunded as told, r.good as known, c.currency
    from charges c
    join orders o on o.id = c.order_id
    join lateral (
      select coalesce(sum(r.amount) filter (where r.status not in ('failed', 'canceled')), 0)::bigint as good,
        coalesce(sum(r.amount), 0)::bigint as every, count(*) as number
      from refunds r
      where r.order_id = c.order_id and r.charge_id = c.id and r.reason is distinct from 'expired_uncaptured_charge'
    ) as r on r.number > 0
    cross join lateral (select greatest(c.amount - c.amount_captured, 0) as amount) as released
    where c.amount_captured > 0 and (c.amount_refunded < r.good or c.amount_refunded > r.every)
      and c.amount_refunded not between r.good + released.amount and r.every + released.amount
      and c.amount_refunded not between r.good - released.amount and r.every - released.amount
      and o.updated_at < now() - interval '5 minutes'`,
  describe: ({ objectId, told, known, currency }) =>
    `Charge ${objectId} says that ${formatAmount(told, currency)} were given back, its refunds add up to ${formatAmount(known, currency)}`,
});
