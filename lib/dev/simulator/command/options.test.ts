import { expect, test } from 'vitest';
import { KnownError } from '../../../kit/known-error';
import { readOptions, type SimulateOptions } from './options';

const read = (...args: string[]) => readOptions(args) as SimulateOptions;

test('an event alone is sent once, one at a time, with a random seed', () => {
  expect(read('payment_intent.succeeded')).toMatchObject({
    names: ['payment_intent.succeeded'],
    count: 1,
    concurrency: 1,
    rate: undefined,
    duplicate: false,
    shuffle: false,
    seedGiven: false,
    livemode: false,
    set: {},
    answers: true,
  });
  expect(read('purchase').seed).not.toBe(read('purchase').seed);
});

test('a rate is kept up while answers are slow', () => {
  expect(read('purchase', '--rate', '0.5')).toMatchObject({ rate: 0.5, concurrency: 32 });
  expect(read('purchase', '--rate', '5', '--concurrency', '2')).toMatchObject({ concurrency: 2 });
});

test('the answers that only Stripe knows are left out on demand', () => {
  expect(read('subscription', '--no-answers').answers).toBe(false);
});

test.each([
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/api/webhook'],
  ['http://127.0.0.1:4000/webhook', 'http://127.0.0.1:4000/webhook'],
])('--url %s is sent to %s', (written, url) => {
  expect(read('purchase', '--url', written).url).toBe(url);
});

test('several values are set', () => {
  expect(read('purchase', '--set', 'data.object.amount=1', '--set', 'livemode=true').set).toEqual({
    'data.object.amount': 1,
    livemode: true,
  });
});

test.each([
  [['payment_intent.suceeded'], 'Did you mean payment_intent.succeeded?'],
  [['purchase', 'toString'], '--list'],
  [['purchase', '--count', '0'], '--count'],
  [['purchase', '--count', '1.5'], 'whole number'],
  [['purchase', '--concurrency', '9999'], '512'],
  [['purchase', '--rate', 'fast'], '--rate'],
  [['purchase', '--nothing'], "'--nothing'"],
  [['--count', '3'], '--list'],
  [['purchase', '--url', 'localhost:3000'], '--url'],
  [['purchase', '--account', 'anna'], 'acct_'],
  [['purchase', '--set', 'data.object'], 'path=value'],
])('refuses %j', (args, hint) => {
  expect(() => readOptions(args)).toThrow(KnownError);
  expect(() => readOptions(args)).toThrow(hint);
});
