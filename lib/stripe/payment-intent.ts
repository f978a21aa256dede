import { z } from 'zod';
import { currency, metadata, minorUnits, optionalText, reference, text, timestamp } from './read-object';

/** What we need of a PaymentIntent: https://docs.stripe.com/api/payment_intents/object */
export const paymentIntentSchema = z.object({
  id: text,
  status: text,
  amount: minorUnits,
  amount_received: minorUnits.nullish().transform((amount) => amount ?? 0n),
  currency,
  created: timestamp,
  customer: reference,
  receipt_email: optionalText,
  latest_charge: reference,
  metadata,
});

export type PaymentIntentFacts = z.output<typeof paymentIntentSchema>;

/** How far a PaymentIntent has come. succeeded and canceled are terminal; Stripe never leaves them. */
const RANKS: Record<string, number> = {
  requires_payment_method: 0,
  requires_confirmation: 1,
  requires_action: 2,
  processing: 3,
  requires_capture: 4,
  canceled: 5,
  succeeded: 6,
};

export const paymentIntentRank = (status: string): number => RANKS[status] ?? 0;
