import { Prisma } from '../../db/generated/client';
import { defineRule } from '../define-rule';

/** Nothing is handed out before its money came. */
export const fulfilledNotPaid = defineRule<{ status: string }>({
  name: 'fulfilled_not_paid',
  sql: Prisma.sql`
    select o.id as "objectId", o.id as "orderId", o.status::text as status
    from orders o where o.fulfilled_at is not null and o.paid_at is null`,
  describe: ({ objectId, status }) =>
    `Order ${objectId} is fulfilled but not paid: it is ${status.replaceAll('_', ' ')}`,
});
