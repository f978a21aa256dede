import type { Transaction } from '../db/client';
import type { Order } from '../db/generated/client';
import { rowToJson } from '../db/row-json';

/** What is computed of an order, by its column; `fulfilled_at` is written where the order is fulfilled. */
const columns = {
  status: 'status',
  payment_intent_id: 'paymentIntentId',
  checkout_session_id: 'checkoutSessionId',
  invoice_id: 'invoiceId',
  subscription_id: 'subscriptionId',
  customer_id: 'customerId',
  customer_email: 'customerEmail',
  amount: 'amount',
  amount_received: 'amountReceived',
  amount_refunded: 'amountRefunded',
  currency: 'currency',
  dispute_status: 'disputeStatus',
  metadata: 'metadata',
  created_at: 'createdAt',
  paid_at: 'paidAt',
} as const satisfies Record<string, keyof Order>;

const names = Object.keys(columns);

// The names are the constants above; every value travels in a parameter.
const text = `
  update orders as o set ${names.map((name) => `${name} = r.${name}`).join(', ')}, updated_at = clock_timestamp()
  from jsonb_populate_record(null::orders, $2::jsonb) as r where o.id = $1`;

/** Writes what was computed of an order. Call it under the order's lock. */
export async function writeOrder(tx: Transaction, order: Order): Promise<void> {
  const row = Object.fromEntries(Object.entries(columns).map(([name, key]) => [name, order[key]]));
  await tx.$executeRawUnsafe(text, order.id, rowToJson(row));
}
