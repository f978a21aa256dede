import type { PurchaseRows } from '@/lib/payments/orders/purchase-rows';

/** Rows of a purchase, of which a test names the columns that matter to it. */
export type LooseRows = { [K in keyof PurchaseRows]?: object[] };

const none: { [K in keyof PurchaseRows]: object[] } = {
  paymentIntents: [],
  checkoutSessions: [],
  charges: [],
  refunds: [],
  disputes: [],
  disputeMovements: [],
  invoices: [],
  reviews: [],
  invoicePayments: [],
  answers: [],
};

/** A purchase of which nothing else is known. */
export const purchaseOf = (rows: LooseRows) => ({ ...none, ...rows }) as PurchaseRows;
