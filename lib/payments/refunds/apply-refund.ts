import type { EventContext } from '../../db/event-context';
import type { RefundFacts } from '../../stripe/refund';
import { mergeObject } from '../orders/merge-object';
import type { SettledOrder } from '../orders/settle-order';
import { refundRow } from './write-refund';

/**
 * Why a refund is none of the shop's, in words; null: it gives back what a purchase brought. A customer's cash balance has
 * no payment behind it, and what a platform takes back was no sale of this account.
 * Rule: https://docs.stripe.com/payments/customer-balance/refunding
 */
export function whyNoRefund(refund: RefundFacts): string | null {
  if (refund.source_transfer_reversal) return 'a platform took back what it had passed on, no purchase is behind it';
  if (!refund.charge && !refund.payment_intent) return 'of a customer’s cash balance, no purchase is behind it';
  return null;
}

/** Merges a refund into the order of the payment that it gives back. Null: {@link whyNoRefund}. */
export async function applyRefund(context: EventContext, refund: RefundFacts): Promise<SettledOrder | null> {
  if (whyNoRefund(refund)) return null;
  const refs = [refund.charge, refund.payment_intent].filter((ref) => ref !== null);
  return mergeObject(context, { refs, startedAt: refund.created }, refundRow(context, refund));
}
