import type { EventContext } from '../db/event-context';
import { type PaymentIntentFacts, paymentIntentState } from '../stripe/payment-intent';
import { cleanRecord } from '../text';
import { mergeObject } from './merge-object';
import type { SettledOrder } from './settle-order';

/** Merges a PaymentIntent into its order. */
export async function applyPaymentIntent(context: EventContext, intent: PaymentIntentFacts): Promise<SettledOrder> {
  const refs = [intent.id, intent.latest_charge, intent.invoice].filter((ref) => ref !== null);
  const purchase = { refs, startedAt: intent.created, payment: intent.invoice ? null : intent.id };
  return mergeObject(context, purchase, {
    table: 'payment_intents',
    state: paymentIntentState(intent),
    columns: {
      id: intent.id,
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
    merged: { earliest: ['succeeded_at'] },
  });
}
