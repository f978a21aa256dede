import { expect, test } from 'vitest';
import { describeDuration, formatBytes, humanizeType } from './describe-event';

test('humanizeType reads like a sentence', () => {
  expect(humanizeType('payment_intent.amount_capturable_updated')).toBe('Payment intent amount capturable updated');
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
  expect(describeDuration(millis)).toBe(text);
});

test.each([
  [361, '361 B'],
  [2_210, '2.2 KB'],
  [1_048_576, '1.0 MB'],
])('formatBytes: %i is %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
