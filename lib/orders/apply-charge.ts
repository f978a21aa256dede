import type { EventContext } from '../db/event-context';
import { upsertObject } from '../db/upsert-object';
import { type ChargeFacts, chargeState } from '../stripe/charge';
import { resolveOrder } from './resolve-order';
import { type SettledOrder, settleOrder } from './settle-order';

/** Merges a charge into the order of its PaymentIntent or invoice, or into one of its own. */
export async function applyCharge(context: EventContext, charge: ChargeFacts): Promise<SettledOrder> {
  const refs = [charge.id, charge.payment_intent, charge.invoice].filter((ref) => ref !== null);
  const resolved = await resolveOrder(context, refs, charge.created);
  const written = await upsertObject(
    context,
    'charges',
    chargeState(charge),
    {
      id: charge.id,
      order_id: resolved.id,
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
    { kept: ['email'] },
  );
  return settleOrder(context, resolved, written);
}
