import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSearchTerm } from './search-term';

test.each([
  ['cus_123abc', { kind: 'id', id: 'cus_123abc', prefix: 'cus' }],
  ['  ord_01  ', { kind: 'text', text: 'ord_01' }],
  ['cs_test_a1b2c3', { kind: 'id', id: 'cs_test_a1b2c3', prefix: 'cs' }],
  ['pi_3Mabc_secret_XyZ', { kind: 'id', id: 'pi_3Mabc', prefix: 'pi' }],
  ['https://dashboard.stripe.com/acct_1AbC/test/customers/cus_123', { kind: 'id', id: 'cus_123', prefix: 'cus' }],
  ['the refund re_123abc of monday', { kind: 'id', id: 're_123abc', prefix: 're' }],
  ['Anna@Example.COM', { kind: 'email', email: 'anna@example.com' }],
  ['Anna <anna+in_1@example.com>', { kind: 'email', email: 'anna+in_1@example.com' }],
  ['Anna Bauer', { kind: 'text', text: 'anna bauer' }],
  ['4242', { kind: 'text', text: '4242' }],
])('%j is %j', (typed, term) => {
  expect(readSearchTerm(typed)).toEqual(term);
});

test('any text is one of the three', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(['id', 'email', 'text']).toContain(readSearchTerm(text).kind);
    }),
  );
});
