import type { Refund } from '../../db/generated/client';
import { Prisma } from '../../db/generated/client';
import { addMovedRefunds } from '../../payments/refunds/add-moved-refunds';
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
  'failureReason',
  'chargeId',
  'paymentIntentId',
  'createdAt',
] as const satisfies (keyof Refund)[];

type RefundRow = Listed<Refund, typeof columns>;

/** `moved`: what of it counts as given back. */
export type ListedRefund = RefundRow & { moved: bigint };

/** Refunds, the newest first. */
export const refundList = extendRows(
  defineList<RefundRow>({
    table: 'refunds',
    columns,
    search: (term) =>
      term.kind === 'id' && (term.prefix === 're' || term.prefix === 'pyr')
        ? Prisma.sql`t.id = ${term.id}`
        : ofSharingOrders(Prisma.sql`t.order_id`, term),
  }),
  addMovedRefunds,
);

/** One as a line of an export. */
export const refundColumns = exportColumns<ListedRefund>(({ text, time, money }) => [
  text('id', (row) => row.id),
  time('created_at', (row) => row.createdAt),
  text('status', (row) => row.status),
  text('currency', (row) => row.currency),
  money('amount', (row) => row.amount),
  money('amount_moved', (row) => row.moved),
  text('reason', (row) => row.reason),
  text('failure_reason', (row) => row.failureReason),
  text('order_id', (row) => row.orderId),
  text('charge_id', (row) => row.chargeId),
  text('payment_intent_id', (row) => row.paymentIntentId),
]);
