import type { Order } from '../../db/generated/client';
import { Prisma } from '../../db/generated/client';
import { isHoldCode } from '../../payments/gate/hold';
import { forAPerson, isHeld } from '../../payments/orders/held.sql';
import { defineList, type Listed } from '../lists/define-list';
import { exportColumns } from '../lists/export/export-columns';
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
  'clientReferenceId',
  'billingReason',
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
  'holdCode',
  'holdEndsAt',
  'decision',
] as const satisfies (keyof Order)[];

export type ListedOrder = Listed<Order, typeof columns>;

/** What the filter by holds takes beside the codes: every order that is held, and those that wait for a person. */
export const HELD = 'held';
export const UNDECIDED = 'undecided';

function ofHold(kind: string): Prisma.Sql | null {
  if (kind === HELD) return isHeld;
  if (kind === UNDECIDED) return forAPerson;
  return isHoldCode(kind) ? Prisma.sql`${isHeld} and t.hold_code = ${kind}` : null;
}

/** Orders, the newest first. Its `kind` is why one is held. */
export const orderList = defineList<ListedOrder>({
  table: 'orders',
  columns,
  statusType: 'order_status',
  search: (term) => ofOrders(Prisma.sql`t.id`, term),
  conditions: ({ kind }) => [kind ? ofHold(kind) : null],
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
  text('client_reference_id', (row) => row.clientReferenceId),
  text('payment_intent_id', (row) => row.paymentIntentId),
  text('checkout_session_id', (row) => row.checkoutSessionId),
  text('invoice_id', (row) => row.invoiceId),
  text('subscription_id', (row) => row.subscriptionId),
  text('billing_reason', (row) => row.billingReason),
  text('dispute_status', (row) => row.disputeStatus),
  text('hold_code', (row) => row.holdCode),
  text('decision', (row) => row.decision),
  time('paid_at', (row) => row.paidAt),
  time('fulfilled_at', (row) => row.fulfilledAt),
]);
