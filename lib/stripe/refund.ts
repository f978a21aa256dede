import { z } from 'zod';
import type { ObjectState } from '../db/upsert-statement';
import { currency, minorUnits, optionalText, reference, text, timestamp } from './read-object';

/** What we need of a Refund: https://docs.stripe.com/api/refunds/object */
export const refundSchema = z.object({
  id: text,
  // Refunds of the oldest API versions have no status: they could not fail yet.
  status: text.nullish().transform((status) => status ?? 'succeeded'),
  amount: minorUnits,
  currency,
  created: timestamp,
  charge: reference,
  payment_intent: reference,
  reason: optionalText,
  failure_reason: optionalText,
  // Only where the charge came from another Stripe account: a platform took back what it had passed on.
  source_transfer_reversal: reference,
});

export type RefundFacts = z.output<typeof refundSchema>;

/** Nothing was given back by one that failed or was canceled: https://docs.stripe.com/refunds#failed-refunds */
export const gaveBack = ({ status }: { status: string }): boolean => status !== 'failed' && status !== 'canceled';

/** One that succeeded may fail days later, when the bank sends it back: https://docs.stripe.com/refunds#failed-refunds */
export function refundState(refund: RefundFacts): ObjectState {
  if (!gaveBack(refund)) return { rank: 2, order: 0 };
  if (refund.status === 'succeeded') return { rank: 1, order: 0 };
  return { rank: 0, order: Number(refund.status === 'requires_action') };
}
