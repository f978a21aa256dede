import type { Charge, PaymentIntent, Refund } from '../../db/generated/client';
import { gaveBack } from '../../stripe/refund';
import { sum } from './amounts';

type ChargeRow = Pick<Charge, 'id' | 'paymentIntentId' | 'amount' | 'amountCaptured' | 'amountRefunded' | 'captured'> &
  Pick<Charge, 'refunded' | 'amountReleased' | 'apiVersion' | 'eventCreatedAt'>;
type RefundRow = Pick<Refund, 'id' | 'amount' | 'status' | 'chargeId' | 'paymentIntentId' | 'reason' | 'createdAt'> &
  Pick<Refund, 'failedAt' | 'eventCreatedAt'>;
type IntentRow = Pick<PaymentIntent, 'id' | 'status' | 'amount' | 'amountReceived' | 'latestChargeId' | 'succeededAt'>;
type Rows = { charges: ChargeRow[]; refunds: RefundRow[]; paymentIntents: IntentRow[] };

/** Money that went back: what it was told by, and when. */
export type GivenBack = { ref: string; amount: bigint; at: Date };

/** Stripe makes the refund of a released hold with the capture; a refund of the shop's own comes after the payment. */
const AT_CAPTURE_MS = 60_000;

/** From this version on a capture writes what it releases neither as a refund nor into `amount_refunded`. */
const RELEASES_APART = '2025-03-31';

const atLeast0 = (amount: bigint): bigint => (amount > 0n ? amount : 0n);

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
 * Whether what the capture released stands in the charge's `amount_refunded`, and as a refund of its own: until API version
 * 2025-03-31, and after it for who captures with an older one. What the charge said at its capture decides; then whether
 * it says that all was given back; at last the version that rendered it.
 * https://docs.stripe.com/changelog/basil/2025-03-31/remove-refund-from-partial-capture-and-payment-cancellation-flow
 */
function isReleaseIn(charge: ChargeRow, captured: bigint, released: bigint): boolean {
  if (charge.amountReleased !== null) return charge.amountReleased > 0n;
  const told = charge.amountRefunded;
  if (charge.captured && told > 0n) {
    if (told > captured || (told === captured && !charge.refunded)) return true;
    if (told < released || charge.refunded) return false;
  }
  return charge.apiVersion !== null && charge.apiVersion < RELEASES_APART;
}

/**
 * What one charge gave back: its refunds, and of its own `amount_refunded` what no known refund accounts for. The total
 * speaks of the moment of its event: a refund that had failed before is not in it, one that failed after still is, and one
 * that was made after is not. What was authorised and not captured is no refund.
 */
function givenBackOf(charge: ChargeRow, all: RefundRow[], intent: IntentRow | undefined): GivenBack[] {
  const captured = capturedOf(charge, intent);
  if (captured === 0n) return [];
  // While more can be captured nothing is released yet.
  const isFinal = intent?.status !== 'requires_capture';
  const released = isFinal ? atLeast0(charge.amount - captured) : 0n;
  const toldAt = charge.eventCreatedAt.getTime();
  const before = all.filter((refund) => atCapture(refund, intent) < 0 && isAccountedFor(refund, toldAt));
  // What was given back of an earlier capture is no release of the last one.
  const isRoom = before.length === 0 || charge.amountRefunded - sum(before.map(({ amount }) => amount)) >= released;
  const isIn = released > 0n && isRoom && isReleaseIn(charge, captured, released);
  const release = all.find(
    (refund) => isIn && refund.amount === released && atCapture(refund, intent) === 0 && gaveBack(refund),
  );
  const refunds = all.filter((refund) => refund !== release);
  const accounted = refunds.filter((refund) => isAccountedFor(refund, toldAt)).map(({ amount }) => amount);
  const others = atLeast0(charge.amountRefunded - (isIn ? released : 0n) - sum(accounted));
  return [
    ...refunds.filter(gaveBack).map(({ id, amount, createdAt }) => ({ ref: id, amount, at: createdAt })),
    ...(others > 0n ? [{ ref: charge.id, amount: others, at: charge.eventCreatedAt }] : []),
  ];
}

/** Whether a refund was made before (-1), with (0) or after (1) the last capture; 0 where nobody knows when that was. */
function atCapture({ createdAt }: RefundRow, intent: IntentRow | undefined): -1 | 0 | 1 {
  if (intent?.status !== 'succeeded' || !intent.succeededAt) return 0;
  const after = createdAt.getTime() - intent.succeededAt.getTime();
  return after < -AT_CAPTURE_MS ? -1 : after > AT_CAPTURE_MS ? 1 : 0;
}

/** Whether a refund is in what its charge said at a moment. Of one that failed in that second the charge has heard. */
function isAccountedFor(refund: RefundRow, toldAt: number): boolean {
  const madeAt = refund.createdAt.getTime();
  if (madeAt > toldAt) return false;
  const failedAt = (refund.failedAt ?? refund.eventCreatedAt).getTime();
  return gaveBack(refund) || failedAt > toldAt || (failedAt === toldAt && madeAt === toldAt);
}

/** Whether a refund whose charge is not known is what a hold released, as far as its intent says so. */
function isReleaseOf(refund: RefundRow, intent: IntentRow | undefined): boolean {
  if (intent?.status === 'canceled') return intent.amountReceived === 0n;
  const released = intent?.status === 'succeeded' ? intent.amount - intent.amountReceived : 0n;
  return released > 0n && refund.amount === released && atCapture(refund, intent) === 0;
}

/**
 * What was given back of a payment, in the minor unit, charge by charge, the earliest first: what one charge tells says
 * nothing of another's refunds. An endpoint may hear of charges only (before API version 2022-11-15 there was no
 * `refund.created`) or of some refunds.
 */
export function givenBack(rows: Rows): GivenBack[] {
  const { charges, paymentIntents } = rows;
  const refunds = rows.refunds
    .filter(({ reason }) => reason !== 'expired_uncaptured_charge')
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))
    .map((refund) => ({ refund, chargeId: chargeOf(refund, rows) }));
  const ofUnknown = refunds.filter(({ chargeId }) => !charges.some(({ id }) => id === chargeId));
  const unknown = ofUnknown
    .map(({ refund }) => refund)
    .filter(
      (refund) =>
        gaveBack(refund) &&
        !isReleaseOf(
          refund,
          paymentIntents.find((intent) =>
            refund.paymentIntentId ? intent.id === refund.paymentIntentId : intent.latestChargeId === refund.chargeId,
          ),
        ),
    );
  const ofCharges = charges.flatMap((charge) =>
    givenBackOf(
      charge,
      refunds.filter(({ chargeId }) => chargeId === charge.id).map(({ refund }) => refund),
      paymentIntents.find(({ id }) => id === charge.paymentIntentId),
    ),
  );
  return [...ofCharges, ...unknown.map(({ id, amount, createdAt }) => ({ ref: id, amount, at: createdAt }))].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || (a.ref < b.ref ? -1 : 1),
  );
}
