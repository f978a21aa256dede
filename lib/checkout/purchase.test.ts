import { expect, it } from 'vitest';
import { stateOfIntent, stateOfOrder, stateOfSession } from './purchase';

it.each([
  ['requires_payment_method', 'unpaid'],
  ['requires_confirmation', 'unpaid'],
  ['requires_action', 'unpaid'],
  ['processing', 'processing'],
  ['requires_capture', 'authorized'],
  ['succeeded', 'preparing'],
  ['canceled', 'canceled'],
] as const)('a PaymentIntent that is %s is %s for the customer', (status, state) => {
  expect(stateOfIntent({ status })).toBe(state);
});

it.each([
  ['open', 'unpaid', 'unpaid'],
  ['complete', 'paid', 'preparing'],
  ['complete', 'no_payment_required', 'preparing'],
  ['complete', 'unpaid', 'processing'],
  ['expired', 'unpaid', 'canceled'],
] as const)('a session that is %s and %s is %s for the customer', (status, payment_status, state) => {
  expect(stateOfSession({ status, payment_status })).toBe(state);
});

it('lets what came after the payment count more than the payment', () => {
  const paidAt = new Date();
  expect(stateOfOrder(null)).toBeNull();
  expect(stateOfOrder({ status: 'failed', paidAt: null, fulfilledAt: null })).toBeNull();
  expect(stateOfOrder({ status: 'paid', paidAt, fulfilledAt: null })).toBe('preparing');
  expect(stateOfOrder({ status: 'paid', paidAt, fulfilledAt: paidAt })).toBe('fulfilled');
  for (const status of ['refunded', 'partially_refunded', 'disputed'] as const)
    expect(stateOfOrder({ status, paidAt, fulfilledAt: paidAt })).toBe(status);
});
