import { z } from 'zod';
import type { ObjectState } from '../db/upsert-statement';
import { presented } from './presentment';
import {
  currency,
  customerFields,
  customerOf,
  metadata,
  minorUnits,
  optionalText,
  reference,
  text,
  timestamp,
} from './read-object';

/** What we need of a Checkout Session: https://docs.stripe.com/api/checkout/sessions/object */
export const checkoutSessionSchema = z
  .object({
    id: text,
    mode: text,
    status: optionalText,
    payment_status: text,
    amount_total: minorUnits.nullish().transform((amount) => amount ?? null),
    currency: currency.nullish().transform((code) => code ?? null),
    created: timestamp,
    client_reference_id: optionalText,
    ...customerFields,
    customer_email: optionalText,
    customer_details: z.object({ email: optionalText }).nullish(),
    locale: optionalText,
    payment_intent: reference,
    subscription: reference,
    invoice: reference,
    presentment_details: presented,
    metadata,
  })
  .transform((session) => ({ ...session, customer: customerOf(session) }));

export type CheckoutSessionFacts = z.output<typeof checkoutSessionSchema>;

/** Nothing more is to be paid for it. A status that Stripe adds later is no payment. */
export const isPaidSession = ({ status, payment_status }: { status: string | null; payment_status: string }): boolean =>
  ['paid', 'no_payment_required'].includes(payment_status) && status !== 'open';

/** A paid session is further than a refused, a complete, an expired or an open one; it never goes back. */
export function checkoutSessionState(session: CheckoutSessionFacts, paymentFailed: boolean): ObjectState {
  if (isPaidSession(session)) return { rank: 4, order: 0 };
  if (paymentFailed) return { rank: 3, order: 0 };
  return { rank: session.status === 'complete' ? 2 : session.status === 'expired' ? 1 : 0, order: 0 };
}
