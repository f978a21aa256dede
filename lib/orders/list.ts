import type { Order } from '../db/generated/client';
import { Prisma } from '../db/generated/client';
import { defineList, type Listed } from '../lists/define-list';
import { exportColumns } from '../lists/export/columns';
import { ofOrders } from './search-orders';

const columns = [
  'id',
  'account',
  'livemode',
  'status',
  'paymentIntentId',
  'checkoutSessionId',
  'invoiceId',
  'subscriptionId',
  'customerId',
  'customerEmail',
  'amount',
  'amountReceived',
  'amountOutside',
  'amountRefunded',
  'amountDisputed',
  'currency',
  'disputeStatus',
  'createdAt',
  'paidAt',
  'fulfilledAt',
] as const satisfies (keyof Order)[];

export type ListedOrder = Listed<Order, typeof columns>;

/** Orders, the newest first. */
export const orderList = defineList<ListedOrder>({
  table: 'orders',
  columns,
  statusType: 'order_status',
  search: (term) => ofOrders(Prisma.sql`t.id`, term),
});

/** An order as a line of an export. */
export const orderColumns = exportColumns<ListedOrder>(({ text, time, money }) => [
  text('id', (row) => row.id),
  time('created_at', (row) => row.createdAt),
  text('status', (row) => row.status),
  text('currency', (row) => row.currency),
  money('amount', (row) => row.amount),
  money('amount_received', (row) => row.amountReceived),
  money('amount_outside', (row) => row.amountOutside),
  money('amount_refunded', (row) => row.amountRefunded),
  money('amount_disputed', (row) => row.amountDisputed),
  text('customer_email', (row) => row.customerEmail),
  text('customer_id', (row) => row.customerId),
  text('payment_intent_id', (row) => row.paymentIntentId),
  text('checkout_session_id', (row) => row.checkoutSessionId),
  text('invoice_id', (row) => row.invoiceId),
  text('subscription_id', (row) => row.subscriptionId),
  text('dispute_status', (row) => row.disputeStatus),
  time('paid_at', (row) => row.paidAt),
  time('fulfilled_at', (row) => row.fulfilledAt),
]);
