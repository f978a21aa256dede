import { z } from 'zod';
import { currency, metadata, minorUnits, optionalText, reference, text, timestamp } from './read-object';

/** What we need of a Checkout Session: https://docs.stripe.com/api/checkout/sessions/object */
export const checkoutSessionSchema = z.object({
  id: text,
  mode: z.enum(['payment', 'setup', 'subscription']),
  status: optionalText,
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  amount_total: minorUnits.nullish().transform((amount) => amount ?? null),
  currency: currency.nullish().transform((code) => code ?? null),
  created: timestamp,
  customer: reference,
  customer_email: optionalText,
  customer_details: z.object({ email: optionalText }).nullish(),
  payment_intent: reference,
  subscription: reference,
  invoice: reference,
  metadata,
});

export type CheckoutSessionFacts = z.output<typeof checkoutSessionSchema>;

/** A paid session is further than a complete one, which is further than an open one; it never goes back. */
export function checkoutSessionRank({
  status,
  payment_status,
}: Pick<CheckoutSessionFacts, 'status' | 'payment_status'>): number {
  if (payment_status !== 'unpaid' && status !== 'open') return 3;
  return status === 'complete' ? 2 : status === 'expired' ? 1 : 0;
}
