import type { EventContext } from '../../db/event-context';
import type { ObjectRow } from '../../db/upsert-statement';
import { type ChargeFacts, chargeSchema, chargeState, whyNoSale } from '../../stripe/charge';
import { presentedColumns } from '../../stripe/presentment';
import type { RefundFacts } from '../../stripe/refund';
import { writeRefund } from '../refunds/write-refund';
import { mergeObject } from './merge-object';
import type { SettledOrder } from './settle-order';

type Told = Pick<EventContext, 'event'>;

/**
 * What a capture says of `amount_refunded` is what it released, all of it or nothing: less is what was given back of an
 * earlier capture. Null: the event says nothing of it.
 */
function releasedBy({ event }: Told, charge: ChargeFacts): bigint | null {
  if (event.type !== 'charge.captured' || charge.amount_captured == null) return null;
  const before = event.previous?.amount_refunded;
  const released = charge.amount_refunded - (typeof before === 'number' ? BigInt(before) : 0n);
  const most = charge.amount - charge.amount_captured;
  return released < most ? 0n : most;
}

const rowOf = ({ event }: Told, charge: ChargeFacts): ObjectRow => ({
  table: 'charges',
  state: chargeState(charge),
  columns: {
    id: charge.id,
    status: charge.status,
    amount: charge.amount,
    amount_captured: charge.amount_captured ?? (charge.captured ? charge.amount : 0n),
    amount_refunded: charge.amount_refunded,
    amount_released: releasedBy({ event }, charge),
    ...presentedColumns(charge.presentment_details),
    currency: charge.currency,
    captured: charge.captured,
    refunded: charge.refunded,
    expired: event.type === 'charge.expired',
    disputed: charge.disputed,
    customer_id: charge.customer,
    email: charge.receipt_email ?? charge.billing_details?.email ?? null,
    payment_intent_id: charge.payment_intent,
    invoice_id: charge.invoice,
    review_id: charge.review,
    outcome_type: charge.outcome?.type ?? null,
    api_version: event.apiVersion ?? null,
    failure_code: charge.failure_code,
    failure_message: charge.failure_message,
    created_at: charge.created,
  },
  // Of several captures the last one releases.
  merged: { latched: ['expired', 'amount_released'] },
  retell: (told, object) => rowOf({ event: told }, chargeSchema.parse(object)),
});

/**
 * Merges a charge, and refunds that came with it, into the order of its PaymentIntent or invoice, or into one of its own.
 * Null: it is no sale ({@link whyNoSale}).
 */
export async function applyCharge(
  context: EventContext,
  charge: ChargeFacts,
  refunds: RefundFacts[] = [],
): Promise<SettledOrder | null> {
  if (whyNoSale(charge)) return null;
  const refs = [charge.id, charge.payment_intent, charge.invoice].filter((ref) => ref !== null);
  const purchase = { refs, startedAt: charge.created, payment: charge.invoice ? null : charge.payment_intent };
  const object = rowOf(context, charge);
  if (refunds.length === 0) return mergeObject(context, purchase, object);
  return mergeObject(context, purchase, object, async (orderId) => {
    for (const refund of refunds) await writeRefund(context, refund, orderId);
  });
}
