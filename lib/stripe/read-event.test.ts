import { expect, test } from 'vitest';
import { readEvent } from './read-event';

const event = (object: Record<string, unknown>) => ({
  id: 'evt_1',
  object: 'event',
  type: 'payment_intent.succeeded',
  created: 1_795_000_000,
  livemode: false,
  data: { object: { id: 'pi_1', object: 'payment_intent', ...object } },
});

test.each([
  ['a Customer', { customer: 'cus_1', customer_account: null }, 'cus_1'],
  ['a Customer that was expanded', { customer: { id: 'cus_1', object: 'customer' } }, 'cus_1'],
  ['an Account', { customer: null, customer_account: 'acct_1' }, 'acct_1'],
  ['an Account that was expanded', { customer_account: { id: 'acct_1', object: 'v2.core.account' } }, 'acct_1'],
  ['both: the Customer first', { customer: 'cus_1', customer_account: 'acct_1' }, 'cus_1'],
  ['a guest', {}, null],
  ['what is no id', { customer: 7, customer_account: {} }, null],
  ['the customer itself', { id: 'cus_9', object: 'customer', customer: 'cus_1' }, 'cus_9'],
])('the customer of an event is %s', (_, object, expected) => {
  const read = readEvent(event(object));
  expect(read.kind === 'event' && read.facts.customerId).toBe(expected);
});
