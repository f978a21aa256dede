import { z } from 'zod';
import type { ObjectState } from '../db/upsert-statement';
import { customerFields, customerOf, optionalText, reference, text, timestamp } from './read-object';

/** What we need of a SetupIntent: https://docs.stripe.com/api/setup_intents/object */
export const setupIntentSchema = z
  .object({
    id: text,
    status: text,
    created: timestamp,
    ...customerFields,
    payment_method: reference,
    last_setup_error: z.object({ code: optionalText, message: optionalText }).nullish(),
  })
  .transform((intent) => ({ ...intent, customer: customerOf(intent) }));

export type SetupIntentFacts = z.output<typeof setupIntentSchema>;

/** States in the order in which they can follow each other within one second; one that Stripe adds later comes last. */
const ORDER = ['requires_payment_method', 'requires_confirmation', 'requires_action', 'processing'];

/** succeeded and canceled are terminal: https://docs.stripe.com/payments/setupintents/lifecycle */
export function setupIntentState({ status, last_setup_error }: SetupIntentFacts): ObjectState {
  if (status === 'succeeded') return { rank: 2, order: 0 };
  if (status === 'canceled') return { rank: 1, order: 0 };
  // A refused one goes back to requires_payment_method, with an error that the first state does not have.
  const refused = status === 'requires_payment_method' && last_setup_error;
  const place = ORDER.indexOf(status);
  return { rank: 0, order: refused ? ORDER.length : place < 0 ? ORDER.length + 1 : place };
}
