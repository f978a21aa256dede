import type { EventContext } from '../../db/event-context';
import type { ObjectRow } from '../../db/upsert-statement';
import { cleanRecord } from '../../kit/text';
import { type PaymentIntentFacts, paymentIntentSchema, paymentIntentState } from '../../stripe/payment-intent';
import { presentedColumns } from '../../stripe/presentment';
import { mergeObject } from './merge-object';
import type { SettledOrder } from './settle-order';

type Told = Pick<EventContext, 'event' | 'fetchedAt'>;

const rowOf = ({ event, fetchedAt }: Told, intent: PaymentIntentFacts): ObjectRow => ({
  table: 'payment_intents',
  state: paymentIntentState(intent),
  columns: {
    id: intent.id,
    status: intent.status,
    amount: intent.amount,
    amount_received: intent.amount_received,
    amount_capturable: intent.amount_capturable,
    amount_remaining: intent.amount_remaining,
    ...presentedColumns(intent.presentment_details),
    currency: intent.currency,
    customer_id: intent.customer,
    receipt_email: intent.receipt_email,
    latest_charge_id: intent.latest_charge,
    invoice_id: intent.invoice,
    order_reference: intent.order_reference,
    review_id: intent.review,
    failure_code: intent.last_payment_error?.code ?? null,
    failure_message: intent.last_payment_error?.message ?? null,
    metadata: cleanRecord(intent.metadata),
    created_at: intent.created,
    succeeded_at: intent.status === 'succeeded' ? (fetchedAt ?? event.createdAt) : null,
  },
  merged: { earliest: ['succeeded_at'] },
  retell: (told, object) => rowOf({ event: told }, paymentIntentSchema.parse(object)),
});

/** Merges a PaymentIntent into its order, or into those of the invoices that it pays. */
export async function applyPaymentIntent(context: EventContext, intent: PaymentIntentFacts): Promise<SettledOrder> {
  const refs = [intent.id, intent.latest_charge, intent.invoice].filter((ref) => ref !== null);
  const purchase = {
    refs,
    startedAt: intent.created,
    payment: intent.invoice ? null : intent.id,
    reference: intent.order_reference,
  };
  return mergeObject(context, purchase, rowOf(context, intent));
}
