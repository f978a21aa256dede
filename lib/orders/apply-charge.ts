import type { EventContext } from '../db/event-context';
import { type Upserted, upsertObject } from '../db/upsert-object';
import { writeRefund } from '../refunds/write-refund';
import { type ChargeFacts, chargeState } from '../stripe/charge';
import type { RefundFacts } from '../stripe/refund';
import { resolveOrder } from './resolve-order';
import { type SettledOrder, settleOrder } from './settle-order';

/** Merges a charge, and refunds that came with it, into the order of its PaymentIntent or invoice, or into one of its own. */
export async function applyCharge(
  context: EventContext,
  charge: ChargeFacts,
  refunds: RefundFacts[] = [],
): Promise<SettledOrder> {
  const refs = [charge.id, charge.payment_intent, charge.invoice].filter((ref) => ref !== null);
  const resolved = await resolveOrder(context, refs, charge.created, charge.invoice ? null : charge.payment_intent);
  const written = await writeCharge(context, charge, resolved.id);
  for (const refund of refunds) await writeRefund(context, refund, resolved.id);
  return settleOrder(context, resolved, written);
}

function writeCharge(context: EventContext, charge: ChargeFacts, orderId: string): Promise<Upserted> {
  return upsertObject(context, 'charges', chargeState(charge), {
    id: charge.id,
    order_id: orderId,
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
  });
}
