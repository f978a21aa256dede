import { describe, expect, it } from 'vitest';
import { refundedAmount } from './refunded-amount';

const CAPTURED_AT = new Date('2026-10-01T12:00:00Z');
const LATER = new Date('2026-10-03T12:00:00Z');

const charge = (amountRefunded: bigint, row: object = {}) => ({
  id: 'ch_1',
  paymentIntentId: 'pi_1',
  amount: 9675n,
  amountCaptured: 9675n,
  captured: true,
  amountRefunded,
  ...row,
});
const refund = (amount: bigint, status = 'succeeded', row: object = {}) => ({
  amount,
  status,
  chargeId: 'ch_1',
  paymentIntentId: 'pi_1',
  reason: null,
  createdAt: LATER,
  ...row,
});
const intent = (amountReceived: bigint, row: object = {}) => ({
  id: 'pi_1',
  status: 'succeeded',
  amountReceived,
  latestChargeId: 'ch_1',
  succeededAt: CAPTURED_AT,
  ...row,
});
const PARTLY = { amountCaptured: 9375n };
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
      refunds: [refund(50n, 'failed')],
      expected: 0n,
    },
    {
      what: 'a failed refund in a charge from after',
      charges: [charge(0n)],
      refunds: [refund(50n, 'failed')],
      expected: 0n,
    },
    {
      what: 'a canceled refund',
      charges: [charge(0n)],
      refunds: [refund(50n, 'canceled'), refund(10n)],
      expected: 10n,
    },
    {
      what: 'a second try after one that failed',
      charges: [charge(50n)],
      refunds: [refund(50n, 'failed'), refund(50n)],
      expected: 50n,
    },
  ])('counts $what', ({ charges, refunds, expected }) => {
    expect(refundedAmount({ charges, refunds, paymentIntents: [] })).toBe(expected);
  });
});

describe('what was authorised and not captured', () => {
  it.each([
    { what: 'told by the charge', charges: [charge(300n, PARTLY)], refunds: [], expected: 0n },
    { what: 'told by nobody', charges: [charge(0n, PARTLY)], refunds: [], expected: 0n },
    {
      what: 'a refund of its own',
      charges: [charge(300n, PARTLY)],
      refunds: [refund(300n, 'succeeded', AT_CAPTURE)],
      expected: 0n,
    },
    {
      what: 'told by the charge, beside a refund',
      charges: [charge(500n, PARTLY)],
      refunds: [refund(200n)],
      expected: 200n,
    },
    {
      what: 'a refund of its own, beside one of the same amount',
      charges: [charge(600n, PARTLY)],
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
    { what: 'told by nobody, and all of it came back', charges: [charge(9375n, PARTLY)], refunds: [], expected: 9375n },
    { what: 'known by the intent alone', charges: [charge(300n, HELD)], refunds: [], expected: 0n },
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
