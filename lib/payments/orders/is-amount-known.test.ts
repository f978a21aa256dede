import { expect, test } from 'vitest';
import { isAmountKnown } from './is-amount-known';

const nothing = {
  amount: 0n,
  currency: null,
  paidAt: null,
  amountRefunded: 0n,
  disputeStatus: null,
  invoiceId: null,
  checkoutSessionId: null,
};

test.each([
  ['is about something', { amount: 500n }, true],
  ['was bought for nothing', { paidAt: new Date(), currency: 'eur' }, true],
  ['is an invoice over nothing', { invoiceId: 'in_1', currency: 'eur' }, true],
  ['is a session over nothing', { checkoutSessionId: 'cs_1', currency: 'eur' }, true],
  ['is a link between two that are unknown', { invoiceId: 'in_1' }, false],
  ['is known by its dispute only', { currency: 'eur', disputeStatus: 'lost' }, false],
  ['is known by its refund only', { currency: 'eur', amountRefunded: 500n }, false],
  ['is known by a refund that failed', { currency: 'eur' }, false],
  ['is known by its dispute and a link', { currency: 'eur', disputeStatus: 'lost', invoiceId: 'in_1' }, false],
])('of an order that %s', (_, change, isKnown) => {
  expect(isAmountKnown({ ...nothing, ...change })).toBe(isKnown);
});
