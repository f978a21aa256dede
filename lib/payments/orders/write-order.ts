import type { Transaction } from '../../db/client';
import type { Order } from '../../db/generated/client';
import { rowToJson } from '../../db/row-json';
import type { Movement } from './order-money';

/** What is computed of an order, by its column; `fulfilled_at` is written where the order is fulfilled. */
const columns = {
  status: 'status',
  payment_intent_id: 'paymentIntentId',
  checkout_session_id: 'checkoutSessionId',
  invoice_id: 'invoiceId',
  subscription_id: 'subscriptionId',
  customer_id: 'customerId',
  customer_email: 'customerEmail',
  client_reference_id: 'clientReferenceId',
  billing_reason: 'billingReason',
  amount: 'amount',
  amount_received: 'amountReceived',
  amount_outside: 'amountOutside',
  amount_refunded: 'amountRefunded',
  amount_disputed: 'amountDisputed',
  amount_presented: 'amountPresented',
  currency_presented: 'currencyPresented',
  currency: 'currency',
  dispute_status: 'disputeStatus',
  metadata: 'metadata',
  created_at: 'createdAt',
  paid_at: 'paidAt',
  hold_code: 'holdCode',
  hold_detail: 'holdDetail',
  held_at: 'heldAt',
  hold_ends_at: 'holdEndsAt',
} as const satisfies Record<string, keyof Order>;

const names = Object.keys(columns);

// The names are the constants above; every value travels in a parameter.
const text = `
  with told as (
    select * from jsonb_to_recordset($3::jsonb) as m(kind text, amount bigint, currency text, moved_at timestamptz, ref text)
  ), gone as (
    delete from hookwell.order_movements o where o.order_id = $1
      and not exists (select from told where told.kind = o.kind and told.ref = o.ref)
  ), moved as (
    insert into hookwell.order_movements as o (order_id, livemode, kind, amount, currency, moved_at, ref)
    select $1, $4, kind, amount, currency, moved_at, ref from told
    on conflict (order_id, kind, ref) do update set amount = excluded.amount, currency = excluded.currency, moved_at = excluded.moved_at
      where (o.amount, o.currency, o.moved_at) is distinct from (excluded.amount, excluded.currency, excluded.moved_at)
  )
  update hookwell.orders as o set ${names.map((name) => `${name} = r.${name}`).join(', ')}, updated_at = clock_timestamp()
  from jsonb_populate_record(null::hookwell.orders, $2::jsonb) as r where o.id = $1`;

/** Writes what was computed of an order, and the movements of its money. Call it under the order's lock. */
export async function writeOrder(tx: Transaction, order: Order, movements: Movement[]): Promise<void> {
  const row = Object.fromEntries(Object.entries(columns).map(([name, key]) => [name, order[key]]));
  const moved = movements.map(({ movedAt, ...movement }) => ({ ...movement, moved_at: movedAt }));
  await tx.$executeRawUnsafe(text, order.id, rowToJson(row), rowsToJson(moved), order.livemode);
}

const rowsToJson = (rows: Record<string, unknown>[]): string => `[${rows.map(rowToJson).join(',')}]`;
