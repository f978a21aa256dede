import type { EventContext } from '../db/event-context';
import { writeRefund } from '../refunds/write-refund';
import { type ChargeFacts, chargeState } from '../stripe/charge';
import type { RefundFacts } from '../stripe/refund';
import { mergeObject } from './merge-object';
import type { SettledOrder } from './settle-order';

/** Merges a charge, and refunds that came with it, into the order of its PaymentIntent or invoice, or into one of its own. */
export async function applyCharge(
  context: EventContext,
  charge: ChargeFacts,
  refunds: RefundFacts[] = [],
): Promise<SettledOrder> {
  const refs = [charge.id, charge.payment_intent, charge.invoice].filter((ref) => ref !== null);
  const purchase = { refs, startedAt: charge.created, payment: charge.invoice ? null : charge.payment_intent };
  const object = {
    table: 'charges' as const,
    state: chargeState(charge),
    columns: {
      id: charge.id,
      status: charge.status,
      amount: charge.amount,
      amount_captured: charge.amount_captured ?? (charge.captured ? charge.amount : 0n),
      amount_refunded: charge.amount_refunded,
      currency: charge.currency,
      captured: charge.captured,
      disputed: charge.disputed,
      customer_id: charge.customer,
      email: charge.receipt_email ?? charge.billing_details?.email ?? null,
      payment_intent_id: charge.payment_intent,
      failure_code: charge.failure_code,
      failure_message: charge.failure_message,
      created_at: charge.created,
    },
  };
  if (refunds.length === 0) return mergeObject(context, purchase, object);
  return mergeObject(context, purchase, object, async (orderId) => {
    for (const refund of refunds) await writeRefund(context, refund, orderId);
  });
}
