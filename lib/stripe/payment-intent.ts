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

/** Before API version 2022-11-15 a PaymentIntent carried its charges: https://docs.stripe.com/upgrades#2022-11-15 */
const charges = z
  .object({ data: z.array(z.object({ id: text })).min(1) })
  .nullish()
  .catch(null);

/** What a bank transfer still has to bring: https://docs.stripe.com/payments/bank-transfers */
const nextAction = z
  .object({ display_bank_transfer_instructions: z.object({ amount_remaining: minorUnits.nullish() }).nullish() })
  .nullish()
  .catch(null);

/**
 * What we need of a PaymentIntent: https://docs.stripe.com/api/payment_intents/object
 * `invoice` stood on it until API version 2025-03-31 (basil); since then `invoice_payment.paid` links the two, and many
 * name their invoice or session in `payment_details.order_reference`, which a shop may write as well.
 */
export const paymentIntentSchema = z
  .object({
    id: text,
    status: text,
    amount: minorUnits,
    amount_received: minorUnits.nullish().transform((amount) => amount ?? 0n),
    amount_capturable: minorUnits.nullish().transform((amount) => amount ?? 0n),
    currency,
    created: timestamp,
    ...customerFields,
    receipt_email: optionalText,
    latest_charge: reference,
    invoice: reference,
    payment_details: z.object({ order_reference: optionalText }).nullish().catch(null),
    review: reference,
    charges,
    next_action: nextAction,
    presentment_details: presented,
    last_payment_error: z.object({ code: optionalText, message: optionalText }).nullish(),
    metadata,
  })
  .transform(({ charges, payment_details, next_action, ...intent }) => ({
    ...intent,
    customer: customerOf(intent),
    latest_charge: intent.latest_charge ?? charges?.data[0]?.id ?? null,
    order_reference: readReference(payment_details?.order_reference ?? null),
    amount_remaining: next_action?.display_bank_transfer_instructions?.amount_remaining ?? null,
  }));

export type PaymentIntentFacts = z.output<typeof paymentIntentSchema>;

/** The id of an invoice or a Checkout Session, or the beginning of one; a shop's own text is none of ours. */
function readReference(reference: string | null): string | null {
  return reference && /^(in_|cs_(test_|live_)?)[A-Za-z0-9]{4,}$/.test(reference) ? reference : null;
}

/** States in the order in which they can follow each other within one second. */
const ORDER = ['requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'requires_capture'];

/** succeeded and canceled are terminal: https://docs.stripe.com/payments/paymentintents/lifecycle */
export function paymentIntentState(intent: PaymentIntentFacts): ObjectState {
  const { status, last_payment_error } = intent;
  if (status === 'succeeded') return { rank: 2, order: 0 };
  if (status === 'canceled') return { rank: 1, order: 0 };
  // A refused payment goes back to requires_payment_method, with an error that the first state does not have.
  const refused = status === 'requires_payment_method' && last_payment_error;
  const at = refused ? ORDER.indexOf('processing') + 1 : ORDER.indexOf(status);
  // Within one state money comes: what has more of it is later.
  return { rank: 0, order: at * 1_000 + permilleHere(intent) };
}

function permilleHere({ amount, amount_received, amount_remaining }: PaymentIntentFacts): number {
  const funded = amount_remaining === null ? 0n : amount - amount_remaining;
  const here = funded > amount_received ? funded : amount_received;
  return amount > 0n && here > 0n ? Math.min(999, Number((here * 999n) / amount)) : 0;
}
