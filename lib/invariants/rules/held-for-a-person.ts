import { Prisma } from '../../db/generated/client';
import { holdTitle } from '../../gate/tell-hold';
import { formatAmount } from '../../money/format-amount';
import { defineRule } from '../define-rule';

type Row = { amount: bigint; currency: string | null; code: string; detail: string | null };

/** What waits by itself is no finding for as long as it may wait; what nobody but a person ends is one. */
export const heldForAPerson = defineRule<Row>({
  name: 'held_for_a_person',
  title: 'Paid and held',
  advice:
    'Nothing is fulfilled until somebody decides. The order says why it is held: release it, cancel its fulfillment, or mark it as done.',
  sql: Prisma.sql`
    select o.id as "objectId", o.id as "orderId", o.amount, o.currency, o.hold_code as code, o.hold_detail as detail
    from orders o
    where o.fulfilled_at is null and o.paid_at is not null
      and (o.hold_code in ('in_review', 'same_purchase', 'link_undone') or (o.hold_code = 'held_by_handler' and o.hold_ends_at is null)
        or o.hold_ends_at < now() - interval '5 minutes')`,
  describe: ({ objectId, amount, currency, code, detail }) =>
    `Order ${objectId}${currency ? ` for ${formatAmount(amount, currency)}` : ''} is paid and not fulfilled: ${holdTitle(code).toLowerCase()}${detail ? ` (${detail})` : ''}`,
});
