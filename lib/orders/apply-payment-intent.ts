import type { EventContext } from '../db/event-context';
import { upsertObject } from '../db/upsert-object';
import { type PaymentIntentFacts, paymentIntentState } from '../stripe/payment-intent';
import { cleanRecord } from '../text';
import { resolveOrder } from './resolve-order';
import { type SettledOrder, settleOrder } from './settle-order';

/** Merges a PaymentIntent into its order. */
export async function applyPaymentIntent(context: EventContext, intent: PaymentIntentFacts): Promise<SettledOrder> {
  const refs = [intent.id, intent.latest_charge, intent.invoice].filter((ref) => ref !== null);
  const resolved = await resolveOrder(context, refs, intent.created, intent.invoice ? null : intent.id);
  const written = await upsertObject(
    context,
    'payment_intents',
    paymentIntentState(intent),
    {
      id: intent.id,
      order_id: resolved.id,
      status: intent.status,
      amount: intent.amount,
      amount_received: intent.amount_received,
      currency: intent.currency,
      customer_id: intent.customer,
      receipt_email: intent.receipt_email,
      latest_charge_id: intent.latest_charge,
      failure_code: intent.last_payment_error?.code ?? null,
      failure_message: intent.last_payment_error?.message ?? null,
      metadata: cleanRecord(intent.metadata),
      created_at: intent.created,
      succeeded_at: intent.status === 'succeeded' ? (context.fetchedAt ?? context.event.createdAt) : null,
    },
    { earliest: ['succeeded_at'] },
  );
  return settleOrder(context, resolved, written);
}
