import { Prisma } from '../../../db/generated/client';
import { formatAmount } from '../../../kit/money/format-amount';
import { holdTitle } from '../../../payments/gate/tell-hold';
import { forAPerson } from '../../../payments/orders/held.sql';
import { defineRule } from '../define-rule';

type Row = { amount: bigint; currency: string | null; code: string; detail: string | null };

/** What waits by itself is no finding for as long as it may wait; what nobody but a person ends is one. */
export const heldForAPerson = defineRule<Row>({
  name: 'held_for_a_person',
  title: 'Paid and held',
  advice:
    'Nothing is fulfilled until somebody decides. The order says why it is held: release it, cancel its fulfillment, or mark it as done.',
  sql: Prisma.sql`
    select t.id as "objectId", t.id as "orderId", t.amount, t.currency, t.hold_code as code, t.hold_detail as detail
    from hookwell.orders t
    where (${forAPerson}) or (
      t.hold_code is not null and t.fulfilled_at is null and t.paid_at is not null and t.hold_ends_at < now() - interval '5 minutes'
    )`,
  describe: ({ objectId, amount, currency, code, detail }) =>
    `Order ${objectId}${currency ? ` for ${formatAmount(amount, currency)}` : ''} is paid and not fulfilled: ${holdTitle(code).toLowerCase()}${detail ? ` (${detail})` : ''}`,
});
