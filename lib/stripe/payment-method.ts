import { z } from 'zod';
import { int32, optionalText, reference, text, timestamp } from './read-object';

/**
 * What we need of a PaymentMethod: https://docs.stripe.com/api/payment_methods/object
 * Its customer may be an Account: https://docs.stripe.com/connect/use-accounts-as-customers
 */
export const paymentMethodSchema = z
  .looseObject({
    id: text,
    type: text,
    created: timestamp,
    customer: reference,
    customer_account: reference,
    card: z
      .object({
        brand: optionalText,
        last4: optionalText,
        exp_month: int32.nullish(),
        exp_year: int32.nullish(),
        fingerprint: optionalText,
      })
      .nullish(),
  })
  .transform((method) => ({ ...method, customer: method.customer ?? method.customer_account }));

export type PaymentMethodFacts = z.output<typeof paymentMethodSchema>;

const bankDetails = z.object({ bank_name: optionalText, last4: optionalText, fingerprint: optionalText });

/** Brand, last four digits and fingerprint, which stand under the method's own type: card, us_bank_account, sepa_debit, … */
export function describePaymentMethod(method: PaymentMethodFacts) {
  if (method.card) {
    const { brand, last4, exp_month, exp_year, fingerprint } = method.card;
    return { brand, last4, expMonth: exp_month ?? null, expYear: exp_year ?? null, fingerprint };
  }
  const details = bankDetails.safeParse((method as Record<string, unknown>)[method.type]).data;
  return {
    brand: details?.bank_name ?? null,
    last4: details?.last4 ?? null,
    expMonth: null,
    expYear: null,
    fingerprint: details?.fingerprint ?? null,
  };
}
