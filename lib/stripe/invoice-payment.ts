import { z } from 'zod';
import { currency, minorUnits, reference, text, timestamp } from './read-object';

/** What links an invoice to the payment that paid it: https://docs.stripe.com/api/invoice-payment/object */
export const invoicePaymentSchema = z.object({
  id: text,
  invoice: z.union([text, z.object({ id: text }).transform(({ id }) => id)]),
  amount_paid: minorUnits.nullish(),
  currency,
  created: timestamp,
  payment: z.object({ payment_intent: reference, charge: reference }),
});

export type InvoicePaymentFacts = z.output<typeof invoicePaymentSchema>;
