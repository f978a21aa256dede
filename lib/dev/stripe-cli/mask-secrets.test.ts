import { expect, test } from 'vitest';
import { maskSecrets, secretIn } from './mask-secrets';

const secret = `whsec_${'0123456789abcdef'.repeat(4)}`;
const bold = `\u001b[1m${secret}\u001b[0m`;

test.each([
  [
    'plain',
    `Ready! Your webhook signing secret is ${secret} (^C to quit)`,
    'Ready! Your webhook signing secret is whsec_… (^C to quit)',
  ],
  ['in colour', `secret is ${bold} (^C to quit)`, 'secret is \u001b[1mwhsec_…\u001b[0m (^C to quit)'],
  ['at the end', `secret: ${secret}.`, 'secret: whsec_….'],
])('finds the signing secret and takes it out of the line: %s', (_, line, shown) => {
  expect(secretIn(line)).toBe(secret);
  expect(maskSecrets(line)).toBe(shown);
});

test('takes keys out too, and leaves everything else', () => {
  expect(maskSecrets('key sk_test_abc123, rk_live_abc123')).toBe('key sk_test_…, rk_live_…');
  const line = '2026-11-22 06:31:40  <--  [200] POST http://127.0.0.1:3000/api/webhook [evt_1abc]';
  expect(maskSecrets(line)).toBe(line);
  expect(secretIn(line)).toBeUndefined();
});
