import type { Transaction } from '../../db/client';
import type {
  Charge,
  CheckoutSession,
  Dispute,
  DisputeMovement,
  Invoice,
  InvoicePayment,
  Order,
  OrderHold,
  PaymentIntent,
  Refund,
  Review,
} from '../../db/generated/client';
import { rowFromJson } from '../../db/row-json';

/** Which invoices Stripe said a PaymentIntent pays, when it was asked; none is an answer too. */
export type StoredAnswer = {
  paymentIntentId: string;
  links: { id?: string; invoice: string; status?: string; amount_paid?: number | null }[];
};

/** An effect that was asked for, and what it was for. */
export type Asked = { orderId: string; kind: string; status: string; covers: string[] };

/** Everything that is known of one purchase, or of several that share a payment. */
export type PurchaseRows = {
  paymentIntents: PaymentIntent[];
  checkoutSessions: CheckoutSession[];
  charges: Charge[];
  refunds: Refund[];
  disputes: Dispute[];
  disputeMovements: DisputeMovement[];
  invoices: Invoice[];
  reviews: Review[];
  invoicePayments: InvoicePayment[];
  answers: StoredAnswer[];
};

/**
 * The orders of it as they are, their refs, and what was asked for them. An order's amounts are to be compared with, not to
 * be shown: sums of them may be beyond what JSON holds exactly.
 */
export type StoredPurchase = PurchaseRows & {
  orders: Order[];
  refs: [ref: string, orderId: string][];
  holds: OrderHold[];
  effects: Asked[];
};

/** Reads orders that hang together in one round trip. Call it under their lock. */
export async function readPurchaseRows(tx: Transaction, orderIds: string[]): Promise<StoredPurchase> {
  const [row] = await tx.$queryRaw<
    [{ rows: string }]
  >`select hookwell.purchase_rows(${orderIds}::text[])::text as rows`;
  return parsePurchase(row.rows);
}

type Json = Record<string, unknown>;

/** These lists are made for us; the others are rows. */
const AS_THEY_ARE = new Set(['refs', 'answers', 'effects']);

/** Reads what `purchase_rows` returns. */
export function parsePurchase(text: string): StoredPurchase {
  const told = JSON.parse(text) as Record<keyof StoredPurchase, Json[] | null>;
  const lists = Object.entries(told).map(([name, list]) => [
    name,
    AS_THEY_ARE.has(name) ? (list ?? []) : (list ?? []).map((row) => rowFromJson(row)),
  ]);
  return Object.fromEntries(lists) as StoredPurchase;
}
