import type Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { buildScenario, SCENARIO_SUMMARIES, type ScenarioName } from './build';
import { printEvent } from './deliver';
import type { EventOf } from './events';

const now = new Date('2026-11-21T10:00:00Z');
const names = Object.keys(SCENARIO_SUMMARIES) as ScenarioName[];
const typesOf = (events: Stripe.Event[]) => events.map(({ type }) => type);
const only = <T extends Stripe.Event.Type>(events: Stripe.Event[], type: T) =>
  events
    .filter((event) => event.type === type)
    .map((event) => (event as EventOf<T>).data.object as EventOf<T>['data']['object']);
const idsOf = (events: Stripe.Event[], prefix: string) =>
  [
    ...new Set(
      events
        .map(printEvent)
        .join()
        .match(new RegExp(`\\b${prefix}_\\w{12,}\\b`, 'g')),
    ),
  ].filter((id) => !id.includes('_secret_'));

describe.each(names)('%s', (name) => {
  const events = buildScenario(name, { seed: 'story', now });

  test('has an id for each event, and times that only grow up to now', () => {
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    const times = events.map(({ created }) => created);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(now.getTime() / 1000);
  });

  test('tells of no object before it was created', () => {
    for (const { created, data, type } of events) {
      const object = data.object as { created?: number };
      expect(object.created ?? 0, type).toBeLessThanOrEqual(created);
    }
  });

  test('is the same for the same seed', () => {
    expect(buildScenario(name, { seed: 'story', now })).toEqual(events);
    expect(buildScenario(name, { seed: 'other', now })).not.toEqual(events);
  });
});

test('a purchase is what hosted Checkout sends, all of one customer, payment and card', () => {
  const events = buildScenario('purchase', { seed: 'a', now });
  expect(typesOf(events)).toEqual([
    'customer.created',
    'payment_intent.created',
    'payment_method.attached',
    'charge.succeeded',
    'payment_intent.succeeded',
    'checkout.session.completed',
    'charge.updated',
  ]);
  for (const prefix of ['cus', 'pi', 'ch', 'pm', 'cs_test']) expect(idsOf(events, prefix), prefix).toHaveLength(1);
});

test('a declined purchase has two charges and two cards for one payment', () => {
  const events = buildScenario('declined', { seed: 'a', now });
  expect(idsOf(events, 'pi')).toHaveLength(1);
  expect(idsOf(events, 'ch')).toHaveLength(2);
  expect(idsOf(events, 'pm')).toHaveLength(2);
  expect(only(events, 'payment_intent.payment_failed')[0]).toMatchObject({
    status: 'requires_payment_method',
    payment_method: null,
    last_payment_error: { code: 'card_declined', decline_code: 'insufficient_funds' },
  });
  expect(only(events, 'payment_intent.succeeded')[0]).toMatchObject({ status: 'succeeded', last_payment_error: null });
});

test('a refund gives all of the money back', () => {
  const events = buildScenario('refund', { seed: 'a', now });
  const [charge] = only(events, 'charge.refunded');
  expect(charge).toMatchObject({ refunded: true, amount_refunded: charge?.amount });
  expect(only(events, 'refund.created')[0]).toMatchObject({ amount: charge?.amount, charge: charge?.id });
  expect(typesOf(events).slice(-4)).toEqual([
    'refund.created',
    'charge.refunded',
    'refund.updated',
    'charge.refund.updated',
  ]);
});

test('two partial refunds add up in the charge', () => {
  const events = buildScenario('partial-refund', { seed: 'a', now });
  const refunds = only(events, 'refund.created');
  const charges = only(events, 'charge.refunded');
  const amounts = refunds.map(({ amount }) => amount);
  expect(new Set(refunds.map(({ id }) => id)).size).toBe(2);
  expect(charges.map((charge) => charge.amount_refunded)).toEqual([amounts[0], (amounts[0] ?? 0) + (amounts[1] ?? 0)]);
  expect(charges.every(({ refunded, amount, amount_refunded }) => !refunded && amount_refunded < amount)).toBe(true);
});

test('a partial capture takes less than was held, and a hold that is released takes nothing', () => {
  const captured = buildScenario('partial-capture', { seed: 'a', now });
  const [charge] = only(captured, 'charge.captured');
  const [intent] = only(captured, 'payment_intent.succeeded');
  expect(charge?.amount_captured).toBeLessThan(charge?.amount ?? 0);
  expect(charge).toMatchObject({ captured: true, amount_refunded: 0, refunded: false });
  expect(intent).toMatchObject({ amount: charge?.amount, amount_received: charge?.amount_captured });

  const released = buildScenario('hold-released', { seed: 'a', now });
  const [held] = only(released, 'charge.succeeded');
  expect(held).toMatchObject({ captured: false, amount_captured: 0 });
  expect(released.at(-1)?.type).toBe('payment_intent.canceled');
  expect(only(released, 'payment_intent.canceled')[0]).toMatchObject({
    status: 'canceled',
    amount_received: 0,
    amount_capturable: 0,
    latest_charge: held?.id,
  });
});

test.each([
  ['dispute', 'lost', 1],
  ['dispute-won', 'won', 2],
] as const)('a %s ends %s', (name, status, movements) => {
  const [closed] = only(buildScenario(name, { seed: 'a', now }), 'charge.dispute.closed');
  expect(closed?.status).toBe(status);
  expect(closed?.balance_transactions).toHaveLength(movements);
});

test('a delayed payment completes its session unpaid and is paid days later', () => {
  const events = buildScenario('delayed-payment', { seed: 'a', now });
  expect(only(events, 'checkout.session.completed')[0]?.payment_status).toBe('unpaid');
  expect(only(events, 'checkout.session.async_payment_succeeded')[0]?.payment_status).toBe('paid');
  expect(only(events, 'payment_intent.succeeded')[0]).toMatchObject({
    currency: 'eur',
    payment_method_types: ['sepa_debit'],
  });
  expect((events.at(-1)?.created ?? 0) - (events[0]?.created ?? 0)).toBeGreaterThan(4 * 86_400);
});

test('a removed card says whose it was', () => {
  const events = buildScenario('card-removed', { seed: 'a', now });
  const detached = events.find(({ type }) => type === 'payment_method.detached') as EventOf<'payment_method.detached'>;
  expect(detached.data.object.customer).toBeNull();
  expect(detached.data.previous_attributes?.customer).toBe(idsOf(events, 'cus')[0]);
});

test('a subscription pays two invoices with two payments, which invoice_payment.paid links', () => {
  const events = buildScenario('subscription', { seed: 'a', now });
  const invoices = only(events, 'invoice.paid');
  const payments = only(events, 'payment_intent.succeeded');
  const links = only(events, 'invoice_payment.paid').map(({ invoice, payment }) => [invoice, payment.payment_intent]);
  expect(links).toEqual(invoices.map(({ id }, i) => [id, payments[i]?.id]));
  expect(invoices.map(({ billing_reason }) => billing_reason)).toEqual(['subscription_create', 'subscription_cycle']);
  expect(new Set(invoices.map(({ parent }) => parent?.subscription_details?.subscription)).size).toBe(1);
  const items = only(events, 'customer.subscription.updated').map(({ items }) => items.data[0]);
  expect(items[1]?.current_period_start).toBe(items[0]?.current_period_end);
});

test('a subscription says whose it is wherever Stripe repeats it', () => {
  const events = buildScenario('subscription', { seed: 'a', now });
  const [subscription] = only(events, 'customer.subscription.created');
  expect(subscription?.metadata).toEqual({ user_id: expect.stringMatching(/^user-\d+$/) });
  for (const { parent, lines } of only(events, 'invoice.paid')) {
    expect(parent?.subscription_details?.metadata).toEqual(subscription?.metadata);
    expect(lines.data[0]?.metadata).toEqual(subscription?.metadata);
  }
  expect(only(events, 'checkout.session.completed')[0]).toMatchObject({
    mode: 'subscription',
    invoice: only(events, 'invoice.paid')[0]?.id,
    client_reference_id: expect.stringMatching(/^order-/),
    metadata: { order_id: expect.stringMatching(/^order-/) },
  });
});

test('a payment in review says so in its PaymentIntent and charge, before the review is closed', () => {
  const events = buildScenario('review', { seed: 'a', now });
  const [opened] = only(events, 'review.opened');
  const [charge] = only(events, 'charge.succeeded');
  expect(opened).toMatchObject({ open: true, reason: 'rule', charge: charge?.id });
  expect(charge).toMatchObject({ review: opened?.id, outcome: { type: 'manual_review', risk_level: 'elevated' } });
  expect(only(events, 'payment_intent.succeeded')[0]?.review).toBe(opened?.id);
  expect(events.at(-1)).toMatchObject({
    type: 'review.closed',
    data: { object: { id: opened?.id, open: false, closed_reason: 'approved', reason: 'approved' } },
  });
  expect(only(buildScenario('purchase', { seed: 'a', now }), 'charge.succeeded')[0]?.review).toBeNull();
});

test('a review that ends in a refund gives the money back', () => {
  const events = buildScenario('review-refunded', { seed: 'a', now });
  expect(only(events, 'review.closed')[0]).toMatchObject({
    open: false,
    closed_reason: 'refunded',
    reason: 'refunded',
  });
  expect(only(events, 'charge.refunded')[0]).toMatchObject({
    refunded: true,
    review: only(events, 'review.closed')[0]?.id,
  });
});

test('two invoices are paid by one payment, through two links', () => {
  const events = buildScenario('two-invoices', { seed: 'a', now, set: { 'data.object.amount': 10_000 } });
  const invoices = only(events, 'invoice.paid');
  const links = only(events, 'invoice_payment.paid');
  expect(invoices.map(({ amount_paid, total }) => [amount_paid, total])).toEqual([
    [4000, 4000],
    [6000, 6000],
  ]);
  expect(invoices.every(({ parent, billing_reason }) => parent === null && billing_reason === 'manual')).toBe(true);
  expect(links.map(({ invoice, amount_paid }) => [invoice, amount_paid])).toEqual(
    invoices.map(({ id, amount_paid }) => [id, amount_paid]),
  );
  expect(new Set(links.map(({ payment }) => payment.payment_intent))).toEqual(new Set(idsOf(events, 'pi')));
  expect(only(events, 'payment_intent.succeeded')).toMatchObject([{ amount: 10_000 }]);
  expect(new Set(invoices.map(({ metadata }) => metadata?.order_id)).size).toBe(2);
});

test('an invoice that is credited away is paid with nothing', () => {
  const events = buildScenario('credited', { seed: 'a', now });
  const total = only(events, 'invoice.finalized')[0]?.amount_due ?? 0;
  expect(total).toBeGreaterThan(0);
  expect(only(events, 'invoice.paid')[0]).toMatchObject({
    status: 'paid',
    amount_due: 0,
    amount_paid: 0,
    amount_remaining: 0,
    attempt_count: 0,
    total,
    pre_payment_credit_notes_amount: total,
    post_payment_credit_notes_amount: 0,
  });
  const updated = events.find(({ type }) => type === 'invoice.updated') as EventOf<'invoice.updated'>;
  expect(updated.data.previous_attributes).toMatchObject({ amount_due: total, status: 'open' });
  expect(typesOf(events).filter((type) => /^(payment_intent|charge)/.test(type))).toEqual([]);
});

test.each(['a', 'b', 'c', 'd', 'e', 'f'])('a smaller plan leaves a credit and nothing due (%s)', (seed) => {
  const events = buildScenario('downgrade', { seed, now });
  const [first, credit] = only(events, 'invoice.paid');
  expect(credit).toMatchObject({ amount_due: 0, amount_paid: 0, starting_balance: 0, status: 'paid' });
  expect(credit).toMatchObject({ billing_reason: 'subscription_update', ending_balance: credit?.total });
  expect(credit?.total).toBeLessThan(0);
  expect(credit?.id).not.toBe(first?.id);
  expect(credit?.lines.data.reduce((sum, { amount }) => sum + amount, 0)).toBe(credit?.total);
  expect(only(events, 'customer.updated')[0]?.balance).toBe(credit?.total);
  const [before, after] = only(events, 'customer.subscription.updated').map(({ items }) => items.data[0]?.price);
  expect(after?.unit_amount).toBeLessThan(before?.unit_amount ?? 0);
  expect(after?.id).not.toBe(before?.id);
});

test('a mix has customers of several countries and currencies, all at example.com', () => {
  const events = buildScenario('mixed', { seed: 'a', now });
  const customers = only(events, 'customer.created');
  expect(customers.length).toBeGreaterThan(10);
  expect(new Set(customers.map(({ address }) => address?.country)).size).toBeGreaterThan(2);
  expect(customers.every(({ email }) => /^[a-z.]+\.\d+@example\.com$/.test(email ?? ''))).toBe(true);
});

test('amounts fit their currency: no fractions, and tens in currencies with three decimals', () => {
  const intents = Array.from({ length: 12 }, (_, i) => buildScenario('mixed', { seed: `money ${i}`, now })).flatMap(
    (events) => only(events, 'payment_intent.succeeded'),
  );
  const currencies = new Set(intents.map(({ currency }) => currency));
  for (const currency of ['usd', 'eur', 'gbp', 'jpy', 'kwd']) expect(currencies).toContain(currency);
  for (const { amount, currency } of intents) {
    expect(Number.isSafeInteger(amount) && amount > 0).toBe(true);
    if (currency === 'kwd') expect(amount % 10).toBe(0);
  }
});
