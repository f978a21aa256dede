import { z } from 'zod';
import type { ObjectState } from '../db/upsert-object';
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

/** One that shows as paid may fail up to five business days later: https://docs.stripe.com/api/payouts/object#payout_object-status */
const ORDER = ['pending', 'in_transit', 'paid', 'canceled', 'failed'];

export const payoutState = ({ status }: PayoutFacts): ObjectState => ({ rank: ORDER.indexOf(status), order: 0 });
