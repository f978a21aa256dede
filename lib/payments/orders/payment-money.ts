import type { Charge, CheckoutSession, Dispute, PaymentIntent } from '../../db/generated/client';
import { most, sum } from './amounts';
import type { Payment } from './group-purchase';
import type { PurchaseRows } from './purchase-rows';

/** What one payment brought. `complete`: nothing more is to come of it. */
export type Received = { ref: string; amount: bigint; currency: string | null; at: Date; complete: boolean };

/** A payment's rows. */
type PaymentRows = {
  intents: PaymentIntent[];
  charges: Charge[];
  sessions: CheckoutSession[];
  disputes: Dispute[];
};

/** The rows that belong to a payment. */
export function rowsOfPayment(rows: PurchaseRows, { ids }: Payment): PaymentRows {
  const own = new Set(ids);
  const isOwn = (id: string | null) => id !== null && own.has(id);
  return {
    intents: rows.paymentIntents.filter(({ id }) => isOwn(id)),
    charges: rows.charges.filter(({ id }) => isOwn(id)),
    sessions: rows.checkoutSessions.filter(({ id }) => isOwn(id)),
    disputes: rows.disputes.filter(({ chargeId, paymentIntentId }) => isOwn(chargeId) || isOwn(paymentIntentId)),
  };
}

export const isPaidSessionRow = (session: CheckoutSession): boolean =>
  ['paid', 'no_payment_required'].includes(session.paymentStatus) && session.status !== 'open';

const isTaken = (charge: Charge): boolean => charge.status === 'succeeded' && charge.captured;

/** What a bank transfer has brought so far, where the intent asks for the rest. */
const fundedOf = ({ amount, amountRemaining }: PaymentIntent): bigint =>
  amountRemaining === null || amountRemaining > amount ? 0n : amount - amountRemaining;

/**
 * What a payment brought so far: the intent's own word once it has succeeded; before that, what was captured or funded of
 * it, which is there already. A session speaks only where nothing else does.
 */
export function receivedOf({ intents, charges, sessions }: PaymentRows): Received[] {
  const ofIntents = intents.map((intent) => {
    const captured = charges.filter((charge) => charge.paymentIntentId === intent.id && isTaken(charge));
    const complete = intent.status === 'succeeded';
    const soFar = most(intent.amountReceived, sum(captured.map((charge) => charge.amountCaptured)), fundedOf(intent));
    return {
      ref: intent.id,
      amount: complete ? intent.amountReceived : soFar,
      currency: intent.currency,
      at: intent.succeededAt ?? intent.eventCreatedAt,
      complete,
    };
  });
  const known = new Set(intents.map(({ id }) => id));
  const alone = charges.filter(
    (charge) => isTaken(charge) && !(charge.paymentIntentId && known.has(charge.paymentIntentId)),
  );
  const ofCharges = alone.map((charge) => ({
    ref: charge.id,
    amount: charge.amountCaptured,
    currency: charge.currency,
    at: charge.createdAt,
    // One of an intent that has not told yet may be one of several captures.
    complete: charge.paymentIntentId === null,
  }));
  const told = [...ofIntents, ...ofCharges];
  if (told.some(({ complete }) => complete)) return told;
  const paid = sessions.filter(isPaidSessionRow).map((session) => ({
    ref: session.id,
    amount: session.amountTotal ?? 0n,
    currency: session.currency,
    at: session.paidAt ?? session.eventCreatedAt,
    complete: true,
  }));
  return paid.length > 0 ? paid : told;
}
