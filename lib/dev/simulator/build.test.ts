import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { buildEvent, UnknownNameError } from './build';
import { printEvent, signPayload } from './deliver';
import { EVENT_FACTORIES, type SimulatedType } from './event-factories';

const types = Object.keys(EVENT_FACTORIES) as SimulatedType[];
const now = new Date('2026-11-21T10:00:00Z');
const secret = 'whsec_test';

describe.each(types)('%s', (type) => {
  const event = buildEvent(type, { seed: type, now }) as Stripe.Event;
  const payload = printEvent(event);

  test("passes the SDK's check of the signature, in the SDK's API version", () => {
    const verified = Stripe.webhooks.constructEvent(payload, signPayload(payload, secret), secret);
    expect(verified).toMatchObject({ object: 'event', type, api_version: Stripe.API_VERSION, livemode: false });
    expect(verified.id).toMatch(/^evt_[13]\w{23}$/);
    expect(verified.created).toBe(now.getTime() / 1000);
  });

  test('is as large as the real one', () => {
    expect(payload.length).toBeGreaterThan(600);
    expect(payload.length).toBeLessThan(6_300);
  });

  test("names its object and has the keys in Stripe's order", () => {
    const { object, ...rest } = event.data.object as unknown as Record<string, unknown>;
    expect(object).toMatch(/^[a-z_.]+$/);
    const keys = Object.keys(rest).filter((key) => key !== 'id');
    expect(keys).toEqual([...keys].sort());
    expect(payload).not.toContain('undefined');
  });

  test('is the same for the same seed, and another for another', () => {
    expect(printEvent(buildEvent(type, { seed: type, now }) as Stripe.Event)).toBe(payload);
    expect((buildEvent(type, { seed: 'other', now }) as Stripe.Event).id).not.toBe(event.id);
  });
});

test.each([
  ['payment_intent.succeeded', 2_200],
  ['charge.succeeded', 3_800],
  ['invoice.paid', 5_700],
] as const)('%s has about %d bytes', (type, size) => {
  const bytes = Buffer.byteLength(printEvent(buildEvent(type, { seed: 'size' })));
  expect(Math.abs(bytes - size)).toBeLessThan(size * 0.1);
});

test('events of one seed tell of the same payment', () => {
  const intent = buildEvent('payment_intent.succeeded', { seed: 'one', now }).data.object;
  const charge = buildEvent('charge.succeeded', { seed: 'one', now }).data.object;
  const session = buildEvent('checkout.session.completed', { seed: 'one', now }).data.object;
  expect(intent.latest_charge).toBe(charge.id);
  expect([charge.payment_intent, session.payment_intent]).toEqual([intent.id, intent.id]);
  expect([charge.amount, session.amount_total]).toEqual([intent.amount, intent.amount]);
  expect(new Set([intent.customer, charge.customer, session.customer]).size).toBe(1);
});

test('the object has the type that the event promises', () => {
  expect(buildEvent('payment_intent.succeeded').data.object.amount_received).toBeGreaterThan(0);
  // @ts-expect-error a PaymentIntent names no invoice any more
  expect(buildEvent('payment_intent.succeeded').data.object.invoice).toBeUndefined();
});

test('live mode and a connected account are said where Stripe says them', () => {
  const event = buildEvent('checkout.session.completed', { livemode: true, account: 'acct_1Abc' });
  expect(event).toMatchObject({ livemode: true, account: 'acct_1Abc', data: { object: { livemode: true } } });
  expect(event.data.object.id).toMatch(/^cs_live_a1\w{56}$/);
  expect(buildEvent('charge.succeeded')).not.toHaveProperty('account');
});

test('an unknown type names the nearest ones', () => {
  expect(() => buildEvent('payment_intent.suceeded')).toThrow(UnknownNameError);
  expect(() => buildEvent('payment_intent.suceeded')).toThrow('Did you mean payment_intent.succeeded?');
});
