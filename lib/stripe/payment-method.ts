import { z } from 'zod';
import { customerFields, customerOf, int32, optionalText, text, timestamp } from './read-object';

/** A detail that is of another shape than we know is left out: no payment method is refused because of one. */
const detail = optionalText.catch(null);
const month = int32.nullish().catch(null);

/** What cards, and banks under other names, say of themselves. */
const details = z.object({
  brand: detail,
  bank_name: detail,
  last4: detail,
  exp_month: month,
  exp_year: month,
  fingerprint: detail,
});

/** What we need of a PaymentMethod: https://docs.stripe.com/api/payment_methods/object */
export const paymentMethodSchema = z
  .looseObject({
    id: text,
    type: text,
    created: timestamp,
    ...customerFields,
  })
  .transform((method) => ({ ...method, customer: customerOf(method) }));

export type PaymentMethodFacts = z.output<typeof paymentMethodSchema>;

/**
 * Brand, last four digits and fingerprint, which stand under the method's own type: card, us_bank_account, sepa_debit, …
 * A type that Stripe adds later is read alike, as far as it says the same.
 */
export function describePaymentMethod(method: PaymentMethodFacts) {
  const told = details.safeParse((method as Record<string, unknown>)[method.type]).data;
  return {
    brand: told?.brand ?? told?.bank_name ?? null,
    last4: told?.last4 ?? null,
    expMonth: told?.exp_month ?? null,
    expYear: told?.exp_year ?? null,
    fingerprint: told?.fingerprint ?? null,
  };
}
