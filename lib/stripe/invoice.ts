import { z } from 'zod';
import type { ObjectState } from '../db/upsert-object';
import { currency, minorUnits, optionalText, reference, text, timestamp } from './read-object';

/** Payments of the invoice, where the rendering includes them (since 2025-03-31). */
const payments = z
  .object({ data: z.array(z.object({ payment: z.object({ payment_intent: reference, charge: reference }) })) })
  .nullish()
  .catch(null);

/**
 * What we need of an Invoice: https://docs.stripe.com/api/invoices/object
 * Until API version 2025-03-31 (basil) it named its `subscription`, `payment_intent` and `charge`; until 2019-03-14
 * `created` was `date`; until 2018-11-08 it had no `status`: `paid`, `forgiven` and `closed` told it.
 * https://docs.stripe.com/upgrades
 */
export const invoiceSchema = z
  .object({
    id: text,
    status: optionalText,
    paid: z.boolean().nullish(),
    forgiven: z.boolean().nullish(),
    closed: z.boolean().nullish(),
    created: timestamp.nullish(),
    date: timestamp.nullish(),
    number: optionalText,
    billing_reason: optionalText,
    amount_due: minorUnits,
    amount_paid: minorUnits.nullish(),
    // Twice of it, and one more, is what orders the invoice's states in 32 bits.
    attempt_count: z
      .number()
      .int()
      .min(0)
      .max(2 ** 30 - 1)
      .nullish(),
    currency,
    customer: reference,
    customer_email: optionalText,
    subscription: reference,
    parent: z.object({ subscription_details: z.object({ subscription: reference }).nullish() }).nullish(),
    payment_intent: reference,
    charge: reference,
    payments,
    status_transitions: z.object({ paid_at: timestamp.nullish() }).nullish(),
  })
  .transform(({ status, paid, forgiven, closed, created, date, parent, payments, ...invoice }, context) => {
    const state = status ?? statusBefore2018({ paid, forgiven, closed });
    const made = created ?? date;
    if (!state) context.addIssue({ code: 'custom', path: ['status'], message: 'is missing' });
    if (!made) context.addIssue({ code: 'custom', path: ['created'], message: 'is missing' });
    if (!state || !made) return z.NEVER;
    return {
      ...invoice,
      status: state,
      created: made,
      // An invoice could only be paid as a whole before it said how much of it was.
      amount_paid: invoice.amount_paid ?? (state === 'paid' ? invoice.amount_due : 0n),
      attempt_count: invoice.attempt_count ?? 0,
      subscription: invoice.subscription ?? parent?.subscription_details?.subscription ?? null,
      paid_at: invoice.status_transitions?.paid_at ?? null,
      payment_refs: [
        invoice.payment_intent,
        invoice.charge,
        ...(payments?.data ?? []).flatMap(({ payment }) => [payment.payment_intent, payment.charge]),
      ].filter((ref) => ref !== null),
    };
  });

export type InvoiceFacts = z.output<typeof invoiceSchema>;

type Flags = { paid?: boolean | null; forgiven?: boolean | null; closed?: boolean | null };

function statusBefore2018({ paid, forgiven, closed }: Flags): string | null {
  if (paid) return 'paid';
  if (forgiven) return 'uncollectible';
  if (closed) return 'void';
  return paid === false ? 'open' : null;
}

/** paid and void are terminal; what is uncollectible may still be paid: https://docs.stripe.com/invoicing/overview#invoice-statuses */
const ORDER = ['draft', 'open', 'uncollectible', 'void', 'paid'];

/** Within one second a refused attempt is later than the invoice without it. */
export const invoiceState = ({ status, attempt_count }: InvoiceFacts, paymentFailed: boolean): ObjectState => ({
  rank: ORDER.indexOf(status),
  order: 2 * attempt_count + Number(paymentFailed),
});
