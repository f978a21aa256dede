import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenBack } from './given-back';

const refundedAmount = (rows: Parameters<typeof givenBack>[0]): bigint =>
  givenBack(rows).reduce((sum, { amount }) => sum + amount, 0n);

const CAPTURED_AT = new Date('2026-10-01T12:00:00Z');
const LATER = new Date('2026-10-03T12:00:00Z');
/** When the charge told its total, when a refund failed before that, and after. */
const TOLD = new Date('2026-10-05T12:00:00Z');
const BEFORE = { failedAt: new Date('2026-10-04T12:00:00Z') };
const AFTER = { failedAt: new Date('2026-10-06T12:00:00Z') };
const BEHIND = { createdAt: new Date('2026-10-06T12:00:00Z') };

const charge = (amountRefunded: bigint, row: object = {}) => ({
  id: 'ch_1',
  paymentIntentId: 'pi_1',
  amount: 9675n,
  amountCaptured: 9675n,
  captured: true,
  refunded: false,
  amountReleased: null,
  apiVersion: '2026-10-28.endive',
  eventCreatedAt: TOLD,
  amountRefunded,
  ...row,
});
const refund = (amount: bigint, status = 'succeeded', row: object = {}) => ({
  id: `re_${amount}_${status}`,
  amount,
  status,
  chargeId: 'ch_1',
  paymentIntentId: 'pi_1',
  reason: null,
  createdAt: LATER,
  failedAt: null,
  eventCreatedAt: LATER,
  ...row,
});
const intent = (amountReceived: bigint, row: object = {}) => ({
  id: 'pi_1',
  status: 'succeeded',
  amount: 9675n,
  amountReceived,
  latestChargeId: 'ch_1',
  succeededAt: CAPTURED_AT,
  ...row,
});
const PARTLY = { amountCaptured: 9375n };
/** In the shape of an API version that wrote what a capture released as a refund. */
const OLD = { ...PARTLY, apiVersion: '2022-11-15' };
const HELD = { amountCaptured: 0n, captured: false };
const AT_CAPTURE = { createdAt: CAPTURED_AT };

describe('what was given back', () => {
  it.each([
    { what: 'nothing', charges: [charge(0n)], refunds: [], expected: 0n },
    {
      what: 'refunds that the charge counts too',
      charges: [charge(50n)],
      refunds: [refund(30n), refund(20n)],
      expected: 50n,
    },
    { what: 'refunds alone', charges: [], refunds: [refund(30n), refund(20n, 'pending')], expected: 50n },
    { what: 'what an older charge says alone', charges: [charge(50n)], refunds: [], expected: 50n },
    { what: 'one refund known of two', charges: [charge(50n)], refunds: [refund(20n)], expected: 50n },
    {
      what: 'a failed refund in a charge from before',
      charges: [charge(50n)],
      refunds: [refund(50n, 'failed', AFTER)],
      expected: 0n,
    },
    {
      what: 'a failed refund in a charge from after',
      charges: [charge(0n)],
      refunds: [refund(50n, 'failed', BEFORE)],
      expected: 0n,
    },
    {
      what: 'another refund of as much, which only the charge tells, after one that failed',
      charges: [charge(50n)],
      refunds: [refund(50n, 'failed', BEFORE)],
      expected: 50n,
    },
    {
      what: 'a canceled refund',
      charges: [charge(10n)],
      refunds: [refund(50n, 'canceled', BEFORE), refund(10n)],
      expected: 10n,
    },
    {
      what: 'a second try after one that failed',
      charges: [charge(50n)],
      refunds: [refund(50n, 'failed', BEFORE), refund(50n)],
      expected: 50n,
    },
    {
      what: 'a refund that was made after the charge told its total',
      charges: [charge(50n)],
      refunds: [refund(30n, 'succeeded', BEHIND)],
      expected: 80n,
    },
    {
      what: 'one that failed since, beside one made since and one that only the charge tells',
      charges: [charge(70n)],
      refunds: [refund(50n, 'failed', AFTER), refund(30n, 'succeeded', BEHIND)],
      expected: 50n,
    },
  ])('counts $what', ({ charges, refunds, expected }) => {
    expect(refundedAmount({ charges, refunds, paymentIntents: [] })).toBe(expected);
  });
});

describe('what was authorised and not captured', () => {
  it.each([
    { what: 'told by the charge', charges: [charge(300n, OLD)], refunds: [], expected: 0n },
    { what: 'told by nobody', charges: [charge(0n, PARTLY)], refunds: [], expected: 0n },
    {
      what: 'a refund of its own',
      charges: [charge(300n, OLD)],
      refunds: [refund(300n, 'succeeded', AT_CAPTURE)],
      expected: 0n,
    },
    {
      what: 'told by the charge, beside a refund',
      charges: [charge(500n, OLD)],
      refunds: [refund(200n)],
      expected: 200n,
    },
    {
      what: 'a refund of its own, beside one of the same amount',
      charges: [charge(600n, OLD)],
      refunds: [refund(300n), refund(300n, 'succeeded', AT_CAPTURE)],
      expected: 300n,
    },
    {
      what: 'told by nobody, and the shop gave as much back later',
      charges: [charge(300n, PARTLY)],
      refunds: [refund(300n)],
      expected: 300n,
    },
    { what: 'and all that was captured came back', charges: [charge(9675n, PARTLY)], refunds: [], expected: 9375n },
    {
      what: 'told by nobody, and all of it came back',
      charges: [charge(9375n, { ...PARTLY, refunded: true })],
      refunds: [],
      expected: 9375n,
    },
    {
      what: 'told at the capture by whoever captures with an older version',
      charges: [charge(400n, { ...PARTLY, amountReleased: 300n })],
      refunds: [],
      expected: 100n,
    },
    {
      what: 'not told at the capture, although the version is old',
      charges: [charge(400n, { ...OLD, amountReleased: 0n })],
      refunds: [],
      expected: 400n,
    },
    {
      what: 'as much as all that was captured, and not all of it came back',
      charges: [charge(9375n, { amount: 9675n, ...PARTLY })],
      refunds: [],
      expected: 9075n,
    },
    {
      what: 'known by the intent alone',
      charges: [charge(300n, { ...HELD, ...OLD, captured: false })],
      refunds: [],
      expected: 0n,
    },
  ])('is no refund: $what', ({ charges, refunds, expected }) => {
    expect(refundedAmount({ charges, refunds, paymentIntents: [intent(9375n)] })).toBe(expected);
    expect(refundedAmount({ charges, refunds: refunds.toReversed(), paymentIntents: [intent(9375n)] })).toBe(expected);
  });

  it('is no refund where all of it was released', () => {
    const canceled = [intent(0n, { status: 'canceled', succeededAt: null })];
    const charges = [charge(9675n, HELD)];
    expect(refundedAmount({ charges, refunds: [], paymentIntents: canceled })).toBe(0n);
    expect(refundedAmount({ charges, refunds: [refund(9675n)], paymentIntents: canceled })).toBe(0n);
  });

  it('is no refund where only its intent is known, and what comes later is one', () => {
    const at = (createdAt: Date) => [refund(300n, 'succeeded', { createdAt })];
    const paymentIntents = [intent(9375n)];
    expect(refundedAmount({ charges: [], refunds: at(CAPTURED_AT), paymentIntents })).toBe(0n);
    expect(refundedAmount({ charges: [], refunds: at(LATER), paymentIntents })).toBe(300n);
    const canceled = [intent(0n, { status: 'canceled', succeededAt: null })];
    expect(refundedAmount({ charges: [], refunds: at(LATER), paymentIntents: canceled })).toBe(0n);
  });

  it('is not what was given back of an earlier capture, though it is as much', () => {
    const early = refund(300n, 'succeeded', { createdAt: new Date(CAPTURED_AT.getTime() - 86_400_000) });
    const paymentIntents = [intent(9375n)];
    const told = (amount: bigint) => [charge(amount, { ...PARTLY, amountReleased: 300n, eventCreatedAt: CAPTURED_AT })];
    expect(refundedAmount({ charges: told(300n), refunds: [early], paymentIntents })).toBe(300n);
    expect(refundedAmount({ charges: told(600n), refunds: [early], paymentIntents })).toBe(300n);
  });

  it('is no refund where Stripe says that the hold expired, though its charge is not known', () => {
    const refunds = [refund(9675n, 'succeeded', { reason: 'expired_uncaptured_charge' })];
    expect(refundedAmount({ charges: [], refunds, paymentIntents: [] })).toBe(0n);
  });
});

describe('several charges of one order', () => {
  const other = (amountRefunded: bigint) => charge(amountRefunded, { id: 'ch_2', paymentIntentId: 'pi_2' });

  it('do not answer for the refunds of each other', () => {
    const charges = [charge(0n), other(500n)];
    expect(refundedAmount({ charges, refunds: [refund(500n)], paymentIntents: [] })).toBe(1000n);
    expect(refundedAmount({ charges, refunds: [refund(500n, 'failed')], paymentIntents: [] })).toBe(500n);
  });

  it('are told apart by the PaymentIntent where a refund names no charge', () => {
    const failed = charge(0n, { id: 'ch_0', ...HELD });
    const refunds = [refund(500n, 'succeeded', { chargeId: null })];
    expect(refundedAmount({ charges: [failed, charge(500n), other(0n)], refunds, paymentIntents: [] })).toBe(500n);
    expect(refundedAmount({ charges: [charge(0n), other(500n)], refunds, paymentIntents: [] })).toBe(1000n);
  });
});

describe('any life of a charge', () => {
  type Made = { amount: bigint; madeAt: number; failsAt: number | null; isTold: boolean };
  const refunds = fc.array(
    fc.record({
      amount: fc.bigInt({ min: 1n, max: 400n }),
      madeAt: fc.integer({ min: 10, max: 100 }),
      failsAfter: fc.option(fc.integer({ min: 1, max: 60 })),
      isTold: fc.boolean(),
    }),
    { maxLength: 6 },
  );
  const at = (second: number) => new Date(Date.UTC(2026, 9, 1) + second * 1_000);
  const life = fc.record({
    captured: fc.bigInt({ min: 3_000n, max: 9_675n }),
    isOld: fc.boolean(),
    saysAtCapture: fc.boolean(),
    refunds,
    // The charge's newest event tells the total of its moment; refunds that no event tells are made before it.
    toldAt: fc.integer({ min: 5, max: 220 }),
  });

  it('gives back what its refunds gave back, whichever of them are told, in both shapes', () => {
    fc.assert(
      fc.property(life, ({ captured, isOld, saysAtCapture, toldAt, ...of }) => {
        const made: Made[] = of.refunds.map(({ failsAfter, madeAt, ...refund }) => ({
          ...refund,
          madeAt,
          failsAt: failsAfter === null ? null : madeAt + failsAfter,
        }));
        // What nobody tells is known by the charge alone, as it stood then.
        const isKnown = ({ isTold }: Made) => isTold;
        const countsAt = (moment: number) => (refund: Made) =>
          refund.madeAt <= moment && (refund.failsAt === null || refund.failsAt > moment);
        const total = (list: Made[]) => list.reduce((sum, { amount }) => sum + amount, 0n);
        const released = 9_675n - captured;
        const isFull = total(made.filter(countsAt(toldAt))) === captured;
        const told = charge(total(made.filter(countsAt(toldAt))) + (isOld ? released : 0n), {
          amountCaptured: captured,
          refunded: isFull,
          amountReleased: saysAtCapture ? (isOld ? released : 0n) : null,
          apiVersion: isOld ? '2022-11-15' : '2026-10-28.endive',
          eventCreatedAt: at(toldAt),
        });
        const known = made.filter(isKnown).map(({ amount, madeAt, failsAt }, nth) =>
          refund(amount, failsAt === null ? 'succeeded' : 'failed', {
            id: `re_${nth}`,
            createdAt: at(madeAt),
            failedAt: failsAt === null ? null : at(failsAt),
            eventCreatedAt: at(failsAt ?? madeAt),
          }),
        );
        const release =
          isOld && released > 0n
            ? [refund(released, 'succeeded', { id: 're_release', createdAt: at(0), eventCreatedAt: at(0) })]
            : [];
        const isFinallyGood = ({ failsAt }: Made) => failsAt === null;
        const expected =
          total(made.filter((refund) => isKnown(refund) && isFinallyGood(refund))) +
          total(made.filter((refund) => !isKnown(refund) && countsAt(toldAt)(refund)));
        const paymentIntents = [intent(captured, { succeededAt: at(0) })];
        for (const also of [[], release])
          expect(refundedAmount({ charges: [told], refunds: [...known, ...also], paymentIntents })).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });
});
