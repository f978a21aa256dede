import type { Dispute } from '../db/generated/client';
import { Prisma } from '../db/generated/client';
import { defineList, type Listed } from '../lists/define-list';
import { exportColumns } from '../lists/export/columns';
import type { SearchTerm } from '../lists/search-term';
import { ofOrders } from '../orders/search-orders';

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

export type ListedDispute = Listed<Dispute, typeof columns>;

const spec = {
  table: 'disputes',
  columns,
  search: (term: SearchTerm) =>
    term.kind === 'id' && (term.prefix === 'dp' || term.prefix === 'du')
      ? Prisma.sql`t.id = ${term.id}`
      : ofOrders(Prisma.sql`t.order_id`, term),
};

/** Disputes that wait for an answer, the one that is due first at the top. The condition is that of their index. */
export const dueDisputeList = defineList<ListedDispute>({
  ...spec,
  order: { time: Prisma.sql`t.evidence_due_by`, first: 'oldest' },
  created: Prisma.sql`t.created_at`,
  hasStatus: false,
  conditions: () => [
    Prisma.sql`t.status in ('needs_response', 'warning_needs_response', 'appeal_needs_response') and t.evidence_due_by is not null`,
  ],
});

/** Disputes, the newest first. */
export const disputeList = defineList<ListedDispute>({
  ...spec,
});

/** One as a line of an export. */
export const disputeColumns = exportColumns<ListedDispute>(({ text, time, money }) => [
  text('id', (row) => row.id),
  time('created_at', (row) => row.createdAt),
  text('status', (row) => row.status),
  text('currency', (row) => row.currency),
  money('amount', (row) => row.amount),
  text('reason', (row) => row.reason),
  time('evidence_due_by', (row) => row.evidenceDueBy),
  time('funds_withdrawn_at', (row) => row.fundsWithdrawnAt),
  time('funds_reinstated_at', (row) => row.fundsReinstatedAt),
  text('order_id', (row) => row.orderId),
  text('charge_id', (row) => row.chargeId),
  text('payment_intent_id', (row) => row.paymentIntentId),
]);
