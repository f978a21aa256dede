import type { EventContext } from '../db/event-context';
import { mergeObject } from '../orders/merge-object';
import type { SettledOrder } from '../orders/settle-order';
import type { RefundFacts } from '../stripe/refund';
import { refundRow } from './write-refund';

/**
 * Merges a refund into the order of the payment that it gives back. Null: it gives back a customer's cash balance,
 * which no payment stands behind. Rule: https://docs.stripe.com/payments/customer-balance/refunding
 */
export async function applyRefund(context: EventContext, refund: RefundFacts): Promise<SettledOrder | null> {
  const refs = [refund.charge, refund.payment_intent].filter((ref) => ref !== null);
  if (refs.length === 0) return null;
  return mergeObject(context, { refs, startedAt: refund.created }, refundRow(refund));
}
