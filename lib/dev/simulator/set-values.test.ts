import { describe, expect, test } from 'vitest';
import { buildEvent, buildScenario } from './build';
import { parseSetValue, SetPathError } from './set-values';

const set = (path: string, value: unknown) => () => buildEvent('payment_intent.succeeded', { set: { [path]: value } });

describe('reading path=value', () => {
  test.each([
    ['data.object.amount=4200', 4200],
    ['data.object.description=for Anna', 'for Anna'],
    ['data.object.description="4200"', '4200'],
    ['data.object.customer=null', null],
    ['data.object.metadata={"a":"b=c"}', { a: 'b=c' }],
    ['data.object.description=', ''],
  ])('%s', (assignment, value) => {
    expect(parseSetValue(assignment)).toEqual([assignment.split('=')[0], value]);
  });

  test.each(['data.object.amount', '=4200'])('refuses %s', (assignment) => {
    expect(() => parseSetValue(assignment)).toThrow('path=value');
  });
});

describe('one event', () => {
  test('takes the value, and the facts that follow from it', () => {
    const event = buildEvent('payment_intent.succeeded', {
      set: { 'data.object.amount': 4200, 'data.object.currency': 'jpy', 'data.object.metadata.plan': 'pro' },
    });
    expect(event.data.object).toMatchObject({
      amount: 4200,
      amount_received: 4200,
      currency: 'jpy',
      metadata: { plan: 'pro' },
    });
  });

  test('takes an optional key that Stripe leaves out', () => {
    expect(set('data.object.presentment_details', { presentment_amount: 1 })().data.object).toHaveProperty(
      'presentment_details',
    );
  });

  test.each([
    ['data.object.ammount', 'did you mean data.object.amount?'],
    ['data.object.meta.plan', 'there is no meta in data.object'],
    ['data.object.next_action.type', 'data.object.next_action is null; set it as a whole'],
    ['data.object.payment_method_types.5', 'there is no'],
    ['', 'no path'],
    ['data..amount', 'no path'],
  ])('refuses the path "%s"', (path, message) => {
    expect(set(path, 1)).toThrow(SetPathError);
    expect(set(path, 1)).toThrow(message);
  });

  test.each(['__proto__', 'constructor', 'prototype'])('never touches %s', (key) => {
    expect(set(`data.object.${key}.polluted`, true)).toThrow(`${key} is refused`);
    expect(set(`data.object.${key}`, true)).toThrow(`${key} is refused`);
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('a sequence', () => {
  test('takes the amount as a fact of the story, so that the parts still add up', () => {
    const events = buildScenario('partial-refund', { set: { 'data.object.amount': 10_000 } });
    const amounts = Object.fromEntries(events.map(({ type, data }) => [type, data.object as { amount?: number }]));
    expect(amounts['payment_intent.succeeded']?.amount).toBe(10_000);
    expect(amounts['checkout.session.completed']).toMatchObject({ amount_total: 10_000 });
    expect(amounts['refund.created']?.amount).toBe(2000);
    expect(amounts['charge.refunded']).toMatchObject({ amount: 10_000, amount_refunded: 5000 });
  });

  test('sets other values wherever there is a place for them', () => {
    const events = buildScenario('purchase', { set: { 'data.object.metadata.plan': 'pro' } });
    expect(events.every(({ data }) => (data.object as { metadata?: object }).metadata)).toBe(true);
    for (const { data } of events) expect(data.object).toMatchObject({ metadata: { plan: 'pro' } });
  });

  test('refuses what no event has', () => {
    expect(() => buildScenario('card-saved', { set: { 'data.object.amount': 1 } })).toThrow(
      'no event of this scenario',
    );
    expect(() => buildScenario('purchase', { set: { 'data.object.cards.x': 1 } })).toThrow('there is no cards');
  });
});
