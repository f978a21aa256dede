import { Prisma } from '../../../db/generated/client';
import { formatAmount } from '../../../kit/money/format-amount';
import { defineRule } from '../define-rule';

type Row = { received: bigint; refunded: bigint; currency: string };

/**
 * No more goes back than came in. A refund may arrive before the payment that it gives back: an order whose payment is
 * not known has five minutes, and where only its charge is known for longer, that says what came in.
 */
export const refundedMoreThanPaid = defineRule<Row>({
  name: 'refunded_more_than_paid',
  title: 'Refunded more than was paid',
  advice:
    'More went back than came in. Compare the order with the payment at Stripe; an event of the payment may be missing (npm run sweep). If the refund is really too high, Stripe’s support can help.',
  sql: Prisma.sql`
    select o.id as "objectId", o.id as "orderId", greatest(o.amount_received, c.captured) as received,
      o.amount_refunded as refunded, coalesce(o.currency, 'usd') as currency
    from hookwell.orders o cross join lateral (
      select coalesce(sum(c.amount_captured), 0)::bigint as captured from hookwell.charges c
      where c.order_id = o.id and c.status = 'succeeded'
    ) as c
    where o.amount_refunded > o.amount_received and o.amount_refunded > c.captured
      and (o.paid_at is not null or o.updated_at < now() - interval '5 minutes')`,
  describe: ({ objectId, received, refunded, currency }) =>
    `Order ${objectId} gave back ${formatAmount(refunded, currency)} of ${formatAmount(received, currency)} that it received`,
});
