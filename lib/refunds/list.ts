import type { Refund } from '../db/generated/client';
import { Prisma } from '../db/generated/client';
import { defineList, type Listed } from '../lists/define-list';
import { exportColumns } from '../lists/export/columns';
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
  'failureReason',
  'chargeId',
  'paymentIntentId',
  'createdAt',
] as const satisfies (keyof Refund)[];

export type ListedRefund = Listed<Refund, typeof columns>;

/** Refunds, the newest first. */
export const refundList = defineList<ListedRefund>({
  table: 'refunds',
  columns,
  search: (term) =>
    term.kind === 'id' && (term.prefix === 're' || term.prefix === 'pyr')
      ? Prisma.sql`t.id = ${term.id}`
      : ofOrders(Prisma.sql`t.order_id`, term),
});

/** One as a line of an export. */
export const refundColumns = exportColumns<ListedRefund>(({ text, time, money }) => [
  text('id', (row) => row.id),
  time('created_at', (row) => row.createdAt),
  text('status', (row) => row.status),
  text('currency', (row) => row.currency),
  money('amount', (row) => row.amount),
  text('reason', (row) => row.reason),
  text('failure_reason', (row) => row.failureReason),
  text('order_id', (row) => row.orderId),
  text('charge_id', (row) => row.chargeId),
  text('payment_intent_id', (row) => row.paymentIntentId),
]);
