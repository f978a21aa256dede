import { expect, test } from 'vitest';
import { dashboardUrl } from './dashboard-url';

test.each([
  ['pi_1', 'test/payments/pi_1'],
  ['ch_1', 'test/payments/ch_1'],
  ['cus_1', 'test/customers/cus_1'],
  ['sub_1', 'test/subscriptions/sub_1'],
  ['du_1', 'test/disputes/du_1'],
  ['po_1', 'test/payouts/po_1'],
  ['pm_1', 'test/search?query=pm_1'],
  ['a b&c', 'test/search?query=a%20b%26c'],
])('%s is at %s', (id, path) => {
  expect(dashboardUrl({ id, account: null, livemode: false })).toBe(`https://dashboard.stripe.com/${path}`);
});

test('the account stands first, and live mode has no word of its own', () => {
  expect(dashboardUrl({ id: 'cus_1', account: 'acct_1', livemode: true })).toBe(
    'https://dashboard.stripe.com/acct_1/customers/cus_1',
  );
});
