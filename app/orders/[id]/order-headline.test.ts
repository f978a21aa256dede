import { expect, it } from 'vitest';
import type { ProgressStep } from '@/lib/dashboard/orders/progress-step';
import { orderHeadline } from './order-headline';

type Told = Parameters<typeof orderHeadline>[0];
const order = (change: Record<string, unknown> = {}): Told =>
  ({
    status: 'paid',
    customerEmail: 'ada@example.com',
    customerId: null,
    fulfilledAt: null,
    holdCode: null,
    holdDetail: null,
    holdEndsAt: null,
    ...change,
  }) as Told;
const step = (name: string, state: ProgressStep['state'], words: string | null = null): ProgressStep => ({
  name,
  state,
  at: null,
  words,
});
const done = ['Created', 'Paid', 'Fulfilled', 'Receipt sent'].map((name) => step(name, 'done'));
const found = [{ title: 'Fulfilled more than once' }];

it('says that nothing is missing only where nothing is held, failed, waiting or found', () => {
  const fulfilled = order({ fulfilledAt: new Date() });
  expect(orderHeadline(fulfilled, done, [])).toBe('For ada@example.com. Nothing is missing');
  expect(orderHeadline(fulfilled, done, found)).toBe('For ada@example.com. Found: fulfilled more than once');
  expect(orderHeadline(fulfilled, [...done, step('Refunded', 'waiting', '€5.00, on its way')], [])).toContain(
    'Waits: €5.00',
  );
  expect(orderHeadline(fulfilled, [...done, step('Disputed', 'trouble', 'lost')], found)).toContain('Disputed: lost');
});

it.each([
  ['in_review', 'trouble', 'In manual review'],
  ['link_unknown', 'waiting', 'Waiting for its invoice link'],
  ['refunded', 'off', 'Refunded before it was fulfilled'],
] as const)('says what holds it (%s) in its own words', (holdCode, state, title) => {
  const steps = [step('Paid', 'done'), step('Fulfilled', state, title), step('Receipt', 'off', title)];
  expect(orderHeadline(order({ holdCode }), steps, [])).toBe(`For ada@example.com. ${title}`);
});

it('says why nothing is due', () => {
  const canceled = [
    step('Paid', 'off', 'The invoice was voided'),
    step('Fulfilled', 'off', 'Not due without a payment'),
  ];
  expect(orderHeadline(order({ status: 'canceled', customerEmail: null }), canceled, [])).toBe(
    'For a guest. The invoice was voided',
  );
  const other = [step('Paid', 'done'), step('Fulfilled', 'off', 'Skipped: this deployment acts on the other mode')];
  expect(orderHeadline(order(), other, [])).toContain('Skipped: this deployment acts on the other mode');
});

it('names how far it is where all is well and under way', () => {
  const steps = [step('Created', 'done'), step('Paid', 'upcoming'), step('Fulfilled', 'upcoming')];
  expect(orderHeadline(order({ status: 'pending' }), steps, [])).toBe('For ada@example.com, created');
});
