import { z } from 'zod';
import type { ObjectState } from '../db/upsert-object';
import { currency, minorUnits, optionalText, reference, text, timestamp } from './read-object';
import { type RefundFacts, refundSchema } from './refund';

/** What we need of a Charge: https://docs.stripe.com/api/charges/object. `invoice` stood on it until 2025-03-31. */
export const chargeSchema = z.object({
  id: text,
  status: z.enum(['succeeded', 'pending', 'failed']),
  amount: minorUnits,
  amount_captured: minorUnits.nullish(),
  amount_refunded: minorUnits.nullish().transform((amount) => amount ?? 0n),
  captured: z.boolean(),
  refunded: z.boolean().nullish(),
  disputed: z
    .boolean()
    .nullish()
    .transform((disputed) => disputed ?? false),
  currency,
  created: timestamp,
  customer: reference,
  payment_intent: reference,
  invoice: reference,
  receipt_email: optionalText,
  billing_details: z.object({ email: optionalText }).nullish(),
  failure_code: optionalText,
  failure_message: optionalText,
});

export type ChargeFacts = z.output<typeof chargeSchema>;

/** Until API version 2022-11-15 a charge carried its refunds, the latest ten: https://docs.stripe.com/upgrades#2022-11-15 */
export const chargeRefundsSchema = z.object({
  refunds: z
    .object({ data: z.array(refundSchema) })
    .nullish()
    .transform((list): RefundFacts[] => list?.data ?? []),
});

/** Once it succeeded or failed it stays so; captured and refunded follow within it. */
export function chargeState({ status, captured, amount_refunded, refunded }: ChargeFacts): ObjectState {
  if (status === 'pending') return { rank: 0, order: 0 };
  return { rank: 1, order: Number(captured) + Number(amount_refunded > 0n) + Number(refunded ?? false) };
}
