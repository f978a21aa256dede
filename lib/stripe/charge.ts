import { z } from 'zod';
import type { ObjectState } from '../db/upsert-statement';
import { presented } from './presentment';
import {
  currency,
  customerFields,
  customerOf,
  minorUnits,
  optionalText,
  reference,
  text,
  timestamp,
} from './read-object';
import { type RefundFacts, refundSchema } from './refund';

const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

/** What we need of a Charge: https://docs.stripe.com/api/charges/object. `invoice` stood on it until 2025-03-31. */
export const chargeSchema = z
  .object({
    id: text,
    status: text,
    amount: minorUnits,
    amount_captured: minorUnits.nullish(),
    amount_refunded: minorUnits.nullish().transform((amount) => amount ?? 0n),
    captured: z.boolean(),
    refunded: flag,
    disputed: flag,
    currency,
    created: timestamp,
    ...customerFields,
    payment_intent: reference,
    invoice: reference,
    receipt_email: optionalText,
    billing_details: z.object({ email: optionalText }).nullish(),
    failure_code: optionalText,
    failure_message: optionalText,
    review: reference,
    outcome: z.object({ type: optionalText }).nullish().catch(null),
    presentment_details: presented,
    source_transfer: reference,
    payment_method_details: z.object({ type: optionalText }).nullish().catch(null),
    balance_transaction: z
      .union([z.string().transform(() => null), z.object({ type: optionalText })])
      .nullish()
      .catch(null),
    topup: reference,
    issuing_transaction: reference,
  })
  .transform((charge) => ({ ...charge, customer: customerOf(charge) }));

export type ChargeFacts = z.output<typeof chargeSchema>;

/** Until API version 2022-11-15 a charge carried its refunds, the latest ten: https://docs.stripe.com/upgrades#2022-11-15 */
export const chargeRefundsSchema = z.object({
  refunds: z
    .object({ data: z.array(refundSchema) })
    .nullish()
    .transform((list): RefundFacts[] => list?.data ?? []),
});

/**
 * Why a charge is no sale of the shop's, in words; null: it is one. A payment that a platform passes on, a top-up of the
 * own balance and what an issued card spends are charges too: https://docs.stripe.com/connect/destination-charges
 */
export function whyNoSale(charge: ChargeFacts): string | null {
  if (charge.source_transfer || charge.payment_method_details?.type === 'stripe_account')
    return 'a platform passed it on from its own charge';
  const kind = charge.payment_method_details?.type ?? '';
  const booked = charge.balance_transaction?.type ?? '';
  if (charge.topup || kind === 'topup' || booked.startsWith('topup')) return 'a top-up of the own balance';
  if (charge.issuing_transaction || kind.startsWith('issuing') || booked.startsWith('issuing'))
    return 'a card that was issued spent it';
  return null;
}

/** Within one second: captured comes behind held, and a refunded total grows. */
const MOST = 2n ** 30n;

/** Once it succeeded or failed it stays so; captured and refunded follow within it. */
export function chargeState({ status, captured, amount_refunded, refunded }: ChargeFacts): ObjectState {
  if (status === 'pending') return { rank: 0, order: 0 };
  const grown = Number(amount_refunded < MOST ? amount_refunded : MOST);
  return { rank: 1, order: grown + Number(captured) + Number(refunded) };
}
