import { expect, test } from 'vitest';
import { readSearchTerm } from './search-term';

test.each([
  ['cus_123abc', { kind: 'id', id: 'cus_123abc', prefix: 'cus' }],
  ['receipt:ord_0a1b2c', { kind: 'id', id: 'ord_0a1b2c', prefix: 'ord' }],
  ['cs_test_a1b2c3', { kind: 'id', id: 'cs_test_a1b2c3', prefix: 'cs' }],
  ['https://dashboard.stripe.com/acct_1AbC/test/customers/cus_123', { kind: 'id', id: 'cus_123', prefix: 'cus' }],
  ['Anna <anna+in_1@Example.com>', { kind: 'email', email: 'anna+in_1@example.com' }],
  [' Anna Bauer ', { kind: 'text', text: 'anna bauer' }],
  ['4242', { kind: 'text', text: '4242' }],
])('%j is %j', (typed, term) => {
  expect(readSearchTerm(typed)).toEqual(term);
});
