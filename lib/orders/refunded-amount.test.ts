import { describe, expect, it } from 'vitest';
import { refundedAmount } from './refunded-amount';

const charge = (amountRefunded: bigint) => ({ amountRefunded });
const refund = (amount: bigint, status = 'succeeded') => ({ amount, status });

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
    expect(refundedAmount({ charges, refunds })).toBe(expected);
  });
});
