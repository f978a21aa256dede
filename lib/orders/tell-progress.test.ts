import { describe, expect, it } from 'vitest';
import { type ProgressOf, tellProgress } from './tell-progress';

const at = (minute: number) => new Date(Date.UTC(2026, 9, 1, 12, minute));
const order = (change: Record<string, unknown> = {}): ProgressOf =>
  ({
    status: 'pending',
    amount: 2000n,
    amountReceived: 0n,
    amountRefunded: 0n,
    currency: 'eur',
    customerId: null,
    customerEmail: 'ada@example.com',
    createdAt: at(0),
    paidAt: null,
    fulfilledAt: null,
    effects: [],
    paymentIntents: [],
    checkoutSessions: [],
    charges: [],
    refunds: [],
    disputes: [],
    invoices: [],
    ...change,
  }) as ProgressOf;

const paid = { status: 'paid', amountReceived: 2000n, paidAt: at(1) };
const effect = (kind: string, status: string, change: Record<string, unknown> = {}) => ({
  kind,
  status,
  lastError: null,
  result: null,
  completedAt: status === 'done' ? at(3) : null,
  ...change,
});

const step = (change: Record<string, unknown>, name: RegExp, mode: 'smtp' | 'kept' | 'off' = 'smtp') =>
  tellProgress(order(change), mode).find((found) => name.test(found.name));

describe('The payment', () => {
  it.each([
    ['requires_payment_method', null, 'waiting', 'The customer has not paid yet'],
    ['requires_payment_method', 'Your card was declined.', 'waiting', 'Refused so far: Your card was declined.'],
    ['requires_action', null, 'waiting', 'The customer has to confirm it with the bank'],
    ['processing', null, 'waiting', 'The bank is working on it'],
    ['requires_capture', null, 'waiting', 'Authorised; it has to be captured'],
    ['something_new', null, 'waiting', 'The payment is something new'],
  ])('with a PaymentIntent in %s (%s) is %s', (status, failureMessage, state, words) => {
    const paymentIntents = [{ status, failureMessage, failureCode: null }];
    expect(step({ paymentIntents }, /^Paid$/)).toMatchObject({ state, words });
  });

  it('is done with its amount, in trouble with the bank’s words, or off', () => {
    expect(step(paid, /^Paid$/)).toEqual({ name: 'Paid', state: 'done', at: at(1), words: '€20.00' });
    const charges = [{ failureMessage: null, failureCode: 'card_declined' }];
    expect(step({ status: 'failed', charges }, /^Paid$/)).toMatchObject({ state: 'trouble', words: 'card_declined' });
    expect(step({ status: 'canceled' }, /^Paid$/)).toMatchObject({ state: 'off' });
    expect(step({ checkoutSessions: [{ status: 'open' }] }, /^Paid$/)?.words).toBe('Checkout is open');
    expect(step({ invoices: [{ status: 'open' }] }, /^Paid$/)?.words).toBe('The invoice is open');
  });
});

describe('The fulfilment', () => {
  it('waits for the payment, then for a worker, then says how it went', () => {
    expect(step({}, /^Fulfilled/)?.state).toBe('upcoming');
    expect(step({ status: 'failed' }, /^Fulfilled/)?.state).toBe('off');
    expect(step({ ...paid, effects: [effect('fulfil', 'pending')] }, /^Fulfilled/)?.state).toBe('waiting');
    const failed = effect('fulfil', 'failed', { lastError: 'The shop answered 500' });
    expect(step({ ...paid, effects: [failed] }, /^Fulfilled/)).toMatchObject({
      state: 'trouble',
      words: 'Gave up: The shop answered 500',
    });
    expect(step({ ...paid, fulfilledAt: at(2) }, /^Fulfilled/)).toMatchObject({ state: 'done', at: at(2) });
  });

  it('is left out for the other mode, and missing where a paid order was never asked about', () => {
    const skipped = effect('fulfil', 'skipped', { result: { reason: 'other_mode' } });
    expect(step({ ...paid, effects: [skipped] }, /^Fulfilled/)?.words).toBe(
      'Left out: this deployment acts on the other mode',
    );
    expect(step(paid, /^Fulfilled/)?.state).toBe('trouble');
  });
});

describe('The receipt', () => {
  it('says why there is none', () => {
    expect(step(paid, /^Receipt/, 'off')?.words).toContain('SMTP_URL');
    expect(step({ ...paid, amount: 0n }, /^Receipt/)?.words).toBe('Nothing was charged');
    expect(step({ ...paid, customerEmail: null }, /^Receipt/)?.words).toBe('No e-mail address is known yet');
    expect(step({}, /^Receipt/)?.state).toBe('upcoming');
  });

  it('is kept, not sent, where there is no mail server', () => {
    expect(step({ ...paid, effects: [effect('receipt', 'done')] }, /^Receipt/, 'kept')?.name).toBe('Receipt kept');
    expect(step({ ...paid, effects: [effect('receipt', 'done')] }, /^Receipt/)).toMatchObject({
      name: 'Receipt sent',
      state: 'done',
      at: at(3),
    });
  });
});

it('what went back or is contested follows as steps of their own', () => {
  const refunds = [
    { status: 'succeeded', createdAt: at(5), failureReason: null },
    { status: 'failed', createdAt: at(6), failureReason: 'lost_or_stolen_card' },
  ];
  const disputes = [{ status: 'needs_response', reason: 'fraudulent', createdAt: at(7) }];
  const steps = tellProgress(order({ ...paid, amountRefunded: 500n, refunds, disputes }), 'smtp');
  expect(steps.slice(4)).toEqual([
    { name: 'Partly refunded', state: 'done', at: at(5), words: '€5.00 of €20.00' },
    { name: 'Refund failed', state: 'trouble', at: at(6), words: 'lost or stolen card' },
    { name: 'Disputed', state: 'trouble', at: at(7), words: 'needs response, fraudulent' },
  ]);
});
