import { z } from 'zod';
import type { ObjectState } from '../db/upsert-object';
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
  locale: optionalText,
  payment_intent: reference,
  subscription: reference,
  invoice: reference,
  metadata,
});

export type CheckoutSessionFacts = z.output<typeof checkoutSessionSchema>;

/** A paid session is further than a refused, a complete, an expired or an open one; it never goes back. */
export function checkoutSessionState(session: CheckoutSessionFacts, paymentFailed: boolean): ObjectState {
  if (session.payment_status !== 'unpaid' && session.status !== 'open') return { rank: 4, order: 0 };
  if (paymentFailed) return { rank: 3, order: 0 };
  return { rank: session.status === 'complete' ? 2 : session.status === 'expired' ? 1 : 0, order: 0 };
}
