import type { MailMode } from '../../effects/mail/mail-mode';
import type { OrderDetail } from './queries';
import { tellPayment } from './tell-payment';
import { tellDispute, tellRefund } from './tell-returns';
import { tellFulfillment, tellReceipt } from './tell-work';

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

/** “Where is my order?”: the steps it took and those that are missing, in their order. */
export function tellProgress(order: ProgressOf, mailMode: MailMode): ProgressStep[] {
  return [
    { name: 'Created', state: 'done', at: order.createdAt, words: null },
    tellPayment(order),
    tellFulfillment(order),
    tellReceipt(order, mailMode),
    ...tellRefund(order),
    ...order.disputes.map(tellDispute),
  ];
}
