import { expect, test } from 'vitest';
import { customerHref, objectHref } from './object-href';

const own = { livemode: false, account: null };

test.each([
  ['ord_1', '/orders/ord_1'],
  ['evt_1', '/events/evt_1'],
  ['cus_1', '/customers/cus_1'],
  ['pm_1', '/payment-methods/pm_1'],
  ['card_1', '/payment-methods/card_1'],
  ['src_1', '/payment-methods/src_1'],
  ['sub_1', '/subscriptions/sub_1'],
  ['dp_1', '/disputes/dp_1'],
  ['du_1', '/disputes/du_1'],
  ['re_1', '/refunds/re_1'],
  ['pyr_1', '/refunds/pyr_1'],
  ['po_1', '/payouts/po_1'],
  ['pi_1', '/orders/of/pi_1'],
  ['cs_test_1', '/orders/of/cs_test_1'],
  ['in_1', '/orders/of/in_1'],
  ['ch_1', '/orders/of/ch_1'],
  ['seti_1', '/events?object=seti_1'],
  ['req_1', '/events?object=req_1'],
])('%s leads to %s', (id, href) => expect(objectHref(id, own)).toBe(href));

test('the address says the account where an id alone is not unique, and the mode where it is not the deployment’s', () => {
  const connected = { livemode: true, account: 'acct_1' };
  expect(objectHref('cus_1', connected)).toBe('/customers/cus_1?account=acct_1&mode=live');
  expect(objectHref('pi_1', connected)).toBe('/orders/of/pi_1?account=acct_1&mode=live');
  expect(objectHref('ord_1', connected)).toBe('/orders/ord_1?mode=live');
  expect(objectHref('evt_1', connected)).toBe('/events/evt_1?mode=live');
  expect(new URL(objectHref('txn_1', connected), 'http://x').searchParams.get('account')).toBe('acct_1');
});

test('an Account that is a customer has the page of a customer', () => {
  expect(customerHref('acct_1', own)).toBe('/customers/acct_1');
  expect(customerHref('acct_1', { livemode: true, account: 'acct_2' })).toBe(
    '/customers/acct_1?account=acct_2&mode=live',
  );
});

test('what an id holds stays inside its part of the address', () => {
  expect(objectHref('cus_/../x?y#z', own)).toBe('/customers/cus_%2F..%2Fx%3Fy%23z');
  expect(objectHref('', own)).toBe('/events?object=');
});
