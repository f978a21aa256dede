import { z } from 'zod';
import type { ObjectState } from '../db/upsert-statement';
import { currency, minorUnits, optionalText, text, timestamp } from './read-object';

/** What we need of a Payout: https://docs.stripe.com/api/payouts/object */
export const payoutSchema = z.object({
  id: text,
  status: text,
  amount: minorUnits,
  currency,
  created: timestamp,
  arrival_date: timestamp.nullish().transform((date) => date ?? null),
  failure_code: optionalText,
  failure_message: optionalText,
});

export type PayoutFacts = z.output<typeof payoutSchema>;

/**
 * States in the order in which they can follow each other within one second. One that Stripe adds later stands between
 * them: only the time tells what it comes behind.
 */
const ORDER = ['pending', 'in_transit', null, 'paid'];

/**
 * canceled and failed are terminal; one that shows as paid may fail up to five business days later:
 * https://docs.stripe.com/api/payouts/object#payout_object-status
 */
export function payoutState({ status }: PayoutFacts): ObjectState {
  if (status === 'canceled' || status === 'failed') return { rank: 1, order: Number(status === 'failed') };
  return { rank: 0, order: ORDER.indexOf(ORDER.includes(status) ? status : null) };
}
