import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import type { Simulated } from './answers';
import { buildEvent, buildScenario, SCENARIO_SUMMARIES, type ScenarioName } from './build';

const names = Object.keys(SCENARIO_SUMMARIES) as ScenarioName[];
const answersIn = (event: Stripe.Event) => (event as Stripe.Event & { simulated?: Simulated }).simulated;
const tellsOfPayment = ({ data: { object } }: Stripe.Event) =>
  'object' in object && ['payment_intent', 'charge'].includes(object.object);

describe.each(names)('%s', (name) => {
  const now = new Date();
  const events = buildScenario(name, { seed: 'answers', now });
  const links = events.flatMap((event) => (event.type === 'invoice_payment.paid' ? [event.data.object] : []));

  test('answers what its own invoice_payment events say, for each PaymentIntent and charge and nothing else', () => {
    for (const event of events) {
      const answers = answersIn(event);
      expect(answers !== undefined, event.type).toBe(tellsOfPayment(event));
      for (const { id, invoice, payment_intent, amount_paid, status } of answers?.invoice_payments ?? []) {
        const told = links.find((link) => link.id === id);
        if (told) expect([told.invoice, told.payment.payment_intent]).toEqual([invoice, payment_intent]);
        if (told && status === 'paid') expect(told.amount_paid).toBe(amount_paid);
        expect(amount_paid === null).toBe(status === 'open');
      }
    }
  });

  test('says no more than a real webhook when answers are off', () => {
    const bare = buildScenario(name, { seed: 'answers', now, answers: false });
    expect(bare.some((event) => 'simulated' in event)).toBe(false);
    expect(events.map(({ simulated: _, ...event }: Stripe.Event & { simulated?: Simulated }) => event)).toEqual(bare);
  });
});

test('a payment without an invoice is answered with an empty list', () => {
  expect(answersIn(buildEvent('payment_intent.succeeded'))).toEqual({ invoice_payments: [] });
  expect(answersIn(buildEvent('charge.succeeded'))).toEqual({ invoice_payments: [] });
});

test('a link is open until its payment has succeeded', () => {
  const ofSubscription = buildScenario('subscription')
    .filter(tellsOfPayment)
    .map((event) => [event.type, answersIn(event)?.invoice_payments.map(({ status }) => status)]);
  expect(ofSubscription).toContainEqual(['payment_intent.created', ['open']]);
  expect(ofSubscription).toContainEqual(['payment_intent.succeeded', ['paid']]);
  expect(ofSubscription).toContainEqual(['charge.succeeded', ['paid']]);
  const pastDue = buildScenario('subscription-past-due').find(({ type }) => type === 'payment_intent.payment_failed');
  expect(answersIn(pastDue as Stripe.Event)?.invoice_payments).toMatchObject([{ status: 'open', amount_paid: null }]);
});

test('a payment of two invoices has a link to each, and they add up', () => {
  const event = buildScenario('two-invoices').find(({ type }) => type === 'payment_intent.succeeded') as Stripe.Event;
  const links = answersIn(event)?.invoice_payments ?? [];
  expect(new Set(links.map(({ invoice }) => invoice)).size).toBe(2);
  const paid = links.reduce((sum, link) => sum + (link.amount_paid ?? 0), 0);
  expect(event.data.object).toMatchObject({ amount: paid });
});

test('an id that was set is the id that is answered for, and a charge without a payment has no answer', () => {
  const events = buildScenario('subscription', { set: { 'data.object.payment_intent': 'pi_mine' } });
  const charge = events.find(({ type }) => type === 'charge.succeeded') as Stripe.Event;
  expect(answersIn(charge)?.invoice_payments).toMatchObject([{ payment_intent: 'pi_mine' }]);
  const alone = buildEvent('charge.succeeded', { set: { 'data.object.payment_intent': null } });
  expect(alone).not.toHaveProperty('simulated');
});
