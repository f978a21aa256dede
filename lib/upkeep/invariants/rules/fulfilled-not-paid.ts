import { Prisma } from '../../../db/generated/client';
import { defineRule } from '../define-rule';

/** Nothing is handed out before its money came, unless a person decided so. */
export const fulfilledNotPaid = defineRule<{ status: string }>({
  name: 'fulfilled_not_paid',
  title: 'Fulfilled but not paid',
  advice:
    'Something was handed out whose money is not here. Compare the order with the payment at Stripe: if it was paid, fetch the missing event (npm run sweep); if not, stop the delivery or ask for the money.',
  sql: Prisma.sql`
    select o.id as "objectId", o.id as "orderId", o.status::text as status
    from hookwell.orders o where o.fulfilled_at is not null and o.paid_at is null and o.decision is null`,
  describe: ({ objectId, status }) =>
    `Order ${objectId} is fulfilled but not paid: it is ${status.replaceAll('_', ' ')}`,
});
