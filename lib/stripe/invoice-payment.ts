import { z } from 'zod';
import type { ObjectState } from '../db/upsert-statement';
import { currency, minorUnits, reference, text, timestamp } from './read-object';

const moment = timestamp.nullish().transform((time) => time ?? null);

/** What links an invoice to a payment, and how much of it: https://docs.stripe.com/api/invoice-payment/object */
export const invoicePaymentSchema = z.object({
  id: text,
  invoice: z.union([text, z.object({ id: text }).transform(({ id }) => id)]),
  amount_paid: minorUnits.nullish().transform((amount) => amount ?? null),
  currency,
  created: timestamp,
  // One told by `invoice_payment.paid` is; renderings without a status are older than the other events.
  status: text.nullish().transform((status) => status ?? 'paid'),
  status_transitions: z.object({ paid_at: moment }).nullish(),
  payment: z.object({ payment_intent: reference, charge: reference, payment_record: reference }),
});

export type InvoicePaymentFacts = z.output<typeof invoicePaymentSchema>;

/** An open one is paid or canceled; only a link that is undone, which is kept apart, takes a paid one back. */
export const invoicePaymentState = ({ status }: InvoicePaymentFacts): ObjectState => ({
  rank: status === 'paid' ? 2 : status === 'canceled' ? 1 : 0,
  order: 0,
});
