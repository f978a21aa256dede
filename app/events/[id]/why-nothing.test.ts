import { expect, test } from 'vitest';
import { whyNothing } from './why-nothing';

const at = (minute: number) => new Date(Date.UTC(2026, 9, 1, 12, minute));
const event = { status: 'processed', outcome: 'applied', applies: true, createdAt: at(0), receivedAt: at(0) } as const;

test.each([
  ['stale', { outcome: 'stale' }, /^Nothing: it is stale\. .* changes nothing\.$/],
  ['stale and late', { outcome: 'stale', receivedAt: at(3) }, /stale.* It arrived 3 min after Stripe created it\.$/],
  ['of an order that was paid already', { outcome: 'already_paid' }, /requested the fulfillment/],
  ['without news', {}, /everything in it that Hookwell keeps was known already/],
  ['of an old version, which kept no outcome', { outcome: null }, /everything in it that Hookwell keeps was known/],
  ['without a handler', { status: 'ignored', outcome: 'no_handler' }, /no handler acts on this type/],
  ['not applied here', { status: 'ignored', outcome: 'not_applied_here', applies: false }, /test mode/],
  ['replayed after it was stale', { status: 'pending', outcome: 'stale' }, /waiting for a worker/],
] as const)('an event that is %s', (_, change, words) => {
  expect(whyNothing({ ...event, ...change })).toMatch(words);
});
