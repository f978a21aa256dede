import { z } from 'zod';
import type { ObjectState } from '../db/upsert-object';
import { currency, metadata, minorUnits, optionalText, reference, text, timestamp } from './read-object';

/** Before API version 2022-11-15 a PaymentIntent carried its charges: https://docs.stripe.com/upgrades#2022-11-15 */
const charges = z
  .object({ data: z.array(z.object({ id: text })).min(1) })
  .nullish()
  .catch(null);

/**
 * What we need of a PaymentIntent: https://docs.stripe.com/api/payment_intents/object
 * `invoice` stood on it until API version 2025-03-31 (basil); since then `invoice_payment.paid` links the two.
 */
export const paymentIntentSchema = z
  .object({
    id: text,
    status: text,
    amount: minorUnits,
    amount_received: minorUnits.nullish().transform((amount) => amount ?? 0n),
    currency,
    created: timestamp,
    customer: reference,
    receipt_email: optionalText,
    latest_charge: reference,
    invoice: reference,
    charges,
    last_payment_error: z.object({ code: optionalText, message: optionalText }).nullish(),
    metadata,
  })
  .transform(({ charges, ...intent }) => ({
    ...intent,
    latest_charge: intent.latest_charge ?? charges?.data[0]?.id ?? null,
  }));

export type PaymentIntentFacts = z.output<typeof paymentIntentSchema>;

/** States in the order in which they can follow each other within one second. */
const ORDER = ['requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'requires_capture'];

/** succeeded and canceled are terminal: https://docs.stripe.com/payments/paymentintents/lifecycle */
export function paymentIntentState({ status, last_payment_error }: PaymentIntentFacts): ObjectState {
  if (status === 'succeeded') return { rank: 2, order: 0 };
  if (status === 'canceled') return { rank: 1, order: 0 };
  // A refused payment goes back to requires_payment_method, with an error that the first state does not have.
  const refused = status === 'requires_payment_method' && last_payment_error;
  return { rank: 0, order: refused ? ORDER.indexOf('processing') + 1 : ORDER.indexOf(status) };
}
