import { Prisma } from '../../../db/generated/client';
import { formatAmount } from '../../../kit/money/format-amount';
import { defineRule } from '../define-rule';

type Row = { refunded: bigint; credited: bigint; currency: string };

/**
 * One payment paid several invoices, and of its refund no credit note says which of them it is for: it is taken from the
 * oldest invoice first. A person may know better.
 */
export const refundOfSharedPayment = defineRule<Row>({
  name: 'refund_of_shared_payment',
  title: 'A refund of a payment for several invoices',
  advice:
    'Stripe does not say which of the invoices was refunded, so the oldest comes first. Create a credit note for the right invoice in Stripe: the refund then follows it.',
  sql: Prisma.sql`
    select r.ref as "objectId", min(o.id) as "orderId", sum(o.amount_refunded)::bigint as refunded,
      sum(coalesce(i.amount_credited_after, 0))::bigint as credited, coalesce(min(o.currency), 'usd') as currency
    from hookwell.order_refs r
    join hookwell.orders o on o.id = r.order_id
    left join hookwell.invoices i on i.order_id = o.id and i.id = o.invoice_id
    where r.ref like 'pi\\_%'
    group by r.account, r.ref
    having count(*) > 1 and sum(o.amount_refunded) > sum(coalesce(i.amount_credited_after, 0))
      and sum(o.amount_refunded) < sum(o.amount_received)`,
  describe: ({ objectId, refunded, credited, currency }) =>
    `Of ${objectId}, which paid several invoices, ${formatAmount(refunded, currency)} were refunded, and credit notes cover ${formatAmount(credited, currency)}`,
});
