import { z } from 'zod';
import type { ObjectState } from '../db/upsert-statement';
import { type InvoicePaymentFacts, invoicePaymentSchema } from './invoice-payment';
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

/** Payments of the invoice, where the rendering includes them (since 2025-03-31); those that are whole. */
const payments = z
  .object({ data: z.array(z.unknown()) })
  .nullish()
  .catch(null)
  .transform((list): InvoicePaymentFacts[] =>
    (list?.data ?? []).flatMap((payment) => invoicePaymentSchema.safeParse(payment).data ?? []),
  );

const amount = minorUnits.nullish().transform((value) => value ?? 0n);
const subscribed = z.object({ subscription: reference, metadata }).nullish();

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
    amount_paid_off_stripe: amount,
    paid_out_of_band: z.boolean().nullish(),
    total: minorUnits.nullish(),
    pre_payment_credit_notes_amount: amount,
    post_payment_credit_notes_amount: amount,
    starting_balance: amount,
    ending_balance: minorUnits.nullish(),
    attempt_count: z.number().int().min(0).nullish(),
    currency,
    ...customerFields,
    customer_email: optionalText,
    subscription: reference,
    parent: z.object({ subscription_details: subscribed }).nullish(),
    subscription_details: subscribed,
    metadata,
    payment_intent: reference,
    charge: reference,
    payments,
    status_transitions: z.object({ paid_at: timestamp.nullish() }).nullish(),
  })
  .transform(({ status, paid, forgiven, closed, created, date, parent, subscription_details, ...invoice }, context) => {
    const state = status ?? statusBefore2018({ paid, forgiven, closed });
    const ofSubscription = parent?.subscription_details ?? subscription_details;
    const made = created ?? date;
    if (!state) context.addIssue({ code: 'custom', path: ['status'], message: 'is missing' });
    if (!made) context.addIssue({ code: 'custom', path: ['created'], message: 'is missing' });
    if (!state || !made) return z.NEVER;
    return {
      ...invoice,
      status: state,
      created: made,
      customer: customerOf(invoice),
      // An invoice could only be paid as a whole before it said how much of it was.
      amount_paid: invoice.amount_paid ?? (state === 'paid' ? invoice.amount_due : 0n),
      amount_from_balance: fromBalance(invoice),
      attempt_count: invoice.attempt_count ?? 0,
      subscription: invoice.subscription ?? ofSubscription?.subscription ?? null,
      metadata: { ...ofSubscription?.metadata, ...invoice.metadata },
      paid_at: invoice.status_transitions?.paid_at ?? null,
    };
  });

type Balances = { starting_balance: bigint; ending_balance?: bigint | null };

/** What the customer's credit, a negative balance, paid of it. */
function fromBalance({ starting_balance: before, ending_balance: after }: Balances): bigint {
  return before < 0n && after != null && after > before ? (after < 0n ? after : 0n) - before : 0n;
}

export type InvoiceFacts = z.output<typeof invoiceSchema>;

type Flags = { paid?: boolean | null; forgiven?: boolean | null; closed?: boolean | null };

function statusBefore2018({ paid, forgiven, closed }: Flags): string | null {
  if (paid) return 'paid';
  if (forgiven) return 'uncollectible';
  if (closed) return 'void';
  return paid === false ? 'open' : null;
}

/**
 * How statuses follow each other within one second; one that Stripe adds later stands with the open ones. No status is the
 * last for good: a payment that is detached opens a paid invoice again.
 * https://docs.stripe.com/invoicing/overview#invoice-statuses, https://docs.stripe.com/changelog/clover/2026-01-28/detach-payment-from-invoice
 */
const ORDER = ['draft', 'open', 'uncollectible', 'void', 'paid'];
const FURTHER = 2 ** 27;

/** Within one second and status a refused attempt is later than the invoice without it. */
export function invoiceState({ status, attempt_count }: InvoiceFacts, paymentFailed: boolean): ObjectState {
  const at = ORDER.includes(status) ? ORDER.indexOf(status) : ORDER.indexOf('open');
  return { rank: 0, order: FURTHER * at + Math.min(2 * attempt_count + Number(paymentFailed), FURTHER - 1) };
}
