import type { OrderDetail } from './queries';

/** `upcoming`: nothing to do yet. `waiting`: under way. `off`: it will not happen, and need not. */
export type StepState = 'done' | 'upcoming' | 'waiting' | 'trouble' | 'off';

/** One step on an order's way. `words` say what is missing and why, or how it went. */
export type ProgressStep = { name: string; state: StepState; at: Date | null; words: string | null };

/** As much of an order as its progress needs. */
export type ProgressOf = Pick<
  OrderDetail,
  | 'status'
  | 'amount'
  | 'amountReceived'
  | 'amountOutside'
  | 'amountRefunded'
  | 'currency'
  | 'disputeStatus'
  | 'invoiceId'
  | 'checkoutSessionId'
  | 'customerEmail'
  | 'createdAt'
  | 'paidAt'
  | 'fulfilledAt'
  | 'holdCode'
  | 'holdDetail'
  | 'holdEndsAt'
  | 'decision'
  | 'decidedBy'
  | 'effects'
  | 'paymentIntents'
  | 'checkoutSessions'
  | 'charges'
  | 'refunds'
  | 'disputes'
  | 'invoices'
>;
