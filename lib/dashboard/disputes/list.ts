import type { Dispute } from '../../db/generated/client';
import { Prisma } from '../../db/generated/client';
import { addMovedDisputes, type MovedSum } from '../../payments/disputes/movements';
import type { SearchTerm } from '../../stripe/search-term';
import { defineList, type Listed } from '../lists/define-list';
import { exportColumns } from '../lists/export/export-columns';
import { extendRows } from '../lists/extend-rows';
import { ofSharingOrders } from '../orders/search-orders';

const columns = [
  'id',
  'account',
  'livemode',
  'orderId',
  'status',
  'amount',
  'currency',
  'reason',
  'chargeId',
  'paymentIntentId',
  'evidenceDueBy',
  'fundsWithdrawnAt',
  'fundsReinstatedAt',
  'createdAt',
] as const satisfies (keyof Dispute)[];

type DisputeRow = Listed<Dispute, typeof columns>;

/** `moved`: what it withdrew and gave back, in the currency of the shop's balance. */
export type ListedDispute = DisputeRow & { moved: MovedSum[] };

const spec = {
  table: 'disputes',
  columns,
  search: (term: SearchTerm) =>
    term.kind === 'id' && (term.prefix === 'dp' || term.prefix === 'du')
      ? Prisma.sql`t.id = ${term.id}`
      : ofSharingOrders(Prisma.sql`t.order_id`, term),
};

/** Disputes that wait for an answer, the one that is due first at the top. The condition is that of their index. */
export const dueDisputeList = extendRows(
  defineList<DisputeRow>({
    ...spec,
    order: { time: Prisma.sql`t.evidence_due_by`, first: 'oldest' },
    created: Prisma.sql`t.created_at`,
    hasStatus: false,
    conditions: () => [
      Prisma.sql`t.status in ('needs_response', 'warning_needs_response', 'appeal_needs_response') and t.evidence_due_by is not null`,
    ],
  }),
  addMovedDisputes,
);

/** Disputes, the newest first. */
export const disputeList = extendRows(defineList<DisputeRow>(spec), addMovedDisputes);

/** Amounts of several currencies cannot be one number. */
const ofOne = ({ moved }: ListedDispute, get: (sum: MovedSum) => bigint): bigint | null => {
  const [first, ...others] = moved;
  return first && others.length === 0 ? get(first) : null;
};

/** One as a line of an export. */
export const disputeColumns = exportColumns<ListedDispute>(({ text, number, time, money }) => [
  text('id', (row) => row.id),
  time('created_at', (row) => row.createdAt),
  text('status', (row) => row.status),
  text('currency', (row) => row.currency),
  money('amount', (row) => row.amount),
  text('reason', (row) => row.reason),
  time('evidence_due_by', (row) => row.evidenceDueBy),
  time('funds_withdrawn_at', (row) => row.fundsWithdrawnAt),
  time('funds_reinstated_at', (row) => row.fundsReinstatedAt),
  text('currency_moved', ({ moved }) => moved.map(({ currency }) => currency).join(' ') || null),
  number('amount_withdrawn', (row) => ofOne(row, ({ withdrawn }) => withdrawn)),
  number('amount_reinstated', (row) => ofOne(row, ({ reinstated }) => reinstated)),
  number('amount_fees', (row) => ofOne(row, ({ fees }) => fees)),
  text('order_id', (row) => row.orderId),
  text('charge_id', (row) => row.chargeId),
  text('payment_intent_id', (row) => row.paymentIntentId),
]);
