import { describe, expect, test } from 'vitest';
import { describeAmount, formatBytes, formatDuration, humanizeType } from './describe-event';

const event = (object: unknown) => JSON.stringify({ data: { object } });

test('humanizeType reads like a sentence', () => {
  expect(humanizeType('payment_intent.amount_capturable_updated')).toBe('Payment intent amount capturable updated');
});

describe('describeAmount', () => {
  test.each([
    ['payment_intent.succeeded', { amount: 1099, currency: 'usd' }, '$10.99'],
    ['checkout.session.completed', { amount_total: 5000, currency: 'jpy' }, '¥5,000'],
    ['charge.refunded', { amount: 5000, amount_refunded: 1250, currency: 'usd' }, '$12.50'],
    ['invoice.paid', { amount_due: 500, amount_paid: 400, currency: 'eur' }, '€4.00'],
  ])('%s', (type, object, expected) => {
    expect(describeAmount(type, event(object))).toBe(expected);
  });

  test.each([
    'null',
    '[]',
    '"text"',
    'not json',
    event(null),
    event({ amount: '10', currency: 'usd' }),
    event({ amount: 10 }),
    // Beyond this JSON has rounded already; no amount is better than a wrong one.
    '{"data":{"object":{"amount":9007199254740993,"currency":"usd"}}}',
  ])('says nothing about %s', (body) => {
    expect(describeAmount('charge.succeeded', body)).toBeNull();
  });
});

test.each([
  [-5, '0 ms'],
  [86, '86 ms'],
  [5_240, '5.2 s'],
  [59_600, '1 min'],
  [124_000, '2 min 4 s'],
  [3_600_000, '1 h'],
  [93_784_000, '1 d 2 h'],
])('formatDuration: %i ms is %s', (millis, text) => {
  expect(formatDuration(millis)).toBe(text);
});

test.each([
  [361, '361 B'],
  [2_210, '2.2 KB'],
  [1_048_576, '1.0 MB'],
])('formatBytes: %i is %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
