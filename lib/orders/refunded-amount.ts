import type { Charge, PaymentIntent, Refund } from '../db/generated/client';

type ChargeRow = Pick<Charge, 'id' | 'paymentIntentId' | 'amount' | 'amountCaptured' | 'amountRefunded' | 'captured'>;
type RefundRow = Pick<Refund, 'amount' | 'status' | 'chargeId' | 'paymentIntentId' | 'reason' | 'createdAt'>;
type IntentRow = Pick<PaymentIntent, 'id' | 'status' | 'amountReceived' | 'latestChargeId' | 'succeededAt'>;
type Rows = { charges: ChargeRow[]; refunds: RefundRow[]; paymentIntents: IntentRow[] };

/** Stripe makes the refund of a released hold with the capture; a refund of the shop's own comes after the payment. */
const AT_CAPTURE_MS = 60_000;

/** A refund that failed or was canceled gave nothing back: https://docs.stripe.com/refunds#failed-refunds */
const gaveBack = ({ status }: RefundRow) => status !== 'failed' && status !== 'canceled';

const sum = (amounts: bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

/**
 * What was taken of the amount authorised. The intent knows it also where no `charge.captured` was heard of, and where an
 * API version was too old for `amount_captured`.
 */
function capturedOf(charge: ChargeRow, intent: IntentRow | undefined): bigint {
  const took = intent?.status === 'succeeded' && intent.latestChargeId === charge.id;
  return took ? intent.amountReceived : charge.amountCaptured;
}

/** Of several charges of an intent one took the money: the one that a refund without a charge gives back. */
function chargeOf(refund: RefundRow, { charges, paymentIntents }: Rows): string | null {
  if (refund.chargeId || !refund.paymentIntentId) return refund.chargeId;
  const intent = paymentIntents.find(({ id }) => id === refund.paymentIntentId);
  const tried = charges.filter(({ paymentIntentId }) => paymentIntentId === refund.paymentIntentId);
  const known = tried.find(({ id }) => id === intent?.latestChargeId);
  const taken = tried.filter(({ captured, amountCaptured }) => captured && amountCaptured > 0n).map(({ id }) => id);
  return known?.id ?? taken.sort()[0] ?? tried.map(({ id }) => id).sort()[0] ?? null;
}

/**
 * What one charge gave back: its refunds, and of its own `amount_refunded` what no known refund accounts for. What was
 * authorised but not captured is no refund, though Stripe wrote one until API version 2025-03-31 (and still does for who
 * captures with an older one): https://docs.stripe.com/changelog/basil/2025-03-31/remove-refund-from-partial-capture-and-payment-cancellation-flow
 */
function refundedOf(charge: ChargeRow, refunds: RefundRow[], intent: IntentRow | undefined): bigint {
  const captured = capturedOf(charge, intent);
  if (captured === 0n) return 0n;
  const released = charge.amount - captured;
  const paidAt = intent?.succeededAt?.getTime() ?? Number.POSITIVE_INFINITY;
  const release = refunds.find(
    (refund) =>
      released > 0n &&
      refund.amount === released &&
      refund.createdAt.getTime() <= paidAt + AT_CAPTURE_MS &&
      gaveBack(refund),
  );
  const known = sum(refunds.map(({ amount }) => amount));
  const others = charge.amountRefunded > known ? charge.amountRefunded - known : 0n;
  // Where nothing but the charge tells it: exactly what was captured is all of the money back, not the release and a part.
  const isAll = charge.amountRefunded === captured && captured !== released;
  const hasRelease = released > 0n && !release && others >= released && !isAll;
  const given = refunds.filter((refund) => refund !== release && gaveBack(refund));
  return sum(given.map(({ amount }) => amount)) + (hasRelease ? others - released : others);
}

/**
 * What was given back, in the minor unit, charge by charge: what one charge tells says nothing of another's refunds. An
 * endpoint may hear of charges only (before API version 2022-11-15 there was no `refund.created`) or of some refunds; one
 * that failed since is still in what an older charge says, so it counts as accounted for.
 */
export function refundedAmount(rows: Rows): bigint {
  const { charges, paymentIntents } = rows;
  const refunds = rows.refunds
    .filter(({ reason }) => reason !== 'expired_uncaptured_charge')
    .map((refund) => ({ refund, chargeId: chargeOf(refund, rows) }));
  const ofUnknown = refunds.filter(({ chargeId }) => !charges.some(({ id }) => id === chargeId));
  const unknown = ofUnknown.map(({ refund }) => refund).filter(gaveBack);
  const ofCharges = charges.map((charge) =>
    refundedOf(
      charge,
      refunds.filter(({ chargeId }) => chargeId === charge.id).map(({ refund }) => refund),
      paymentIntents.find(({ id }) => id === charge.paymentIntentId),
    ),
  );
  return sum([...ofCharges, ...unknown.map(({ amount }) => amount)]);
}
