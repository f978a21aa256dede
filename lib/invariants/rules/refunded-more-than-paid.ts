import { Prisma } from '../../db/generated/client';
import { formatAmount } from '../../money/format-amount';
import { defineRule } from '../define-rule';

type Row = { received: bigint; refunded: bigint; currency: string };

/**
 * No more goes back than came in. A refund may arrive before the payment that it gives back: an order whose payment is
 * not known has five minutes.
 */
export const refundedMoreThanPaid = defineRule<Row>({
  name: 'refunded_more_than_paid',
  title: 'Refunded more than was paid',
  advice:
    'More went back than came in. Compare the order with the payment at Stripe; an event of the payment may be missing (npm run sweep). If the refund is really too high, Stripe’s support can help.',
  sql: Prisma.sql`
    select o.id as "objectId", o.id as "orderId", o.amount_received as received, o.amount_refunded as refunded,
      coalesce(o.currency, 'usd') as currency
    from orders o
    where o.amount_refunded > o.amount_received
      and (o.paid_at is not null or o.updated_at < now() - interval '5 minutes')`,
  describe: ({ objectId, received, refunded, currency }) =>
    `Order ${objectId} gave back ${formatAmount(refunded, currency)} of ${formatAmount(received, currency)} that it received`,
});
