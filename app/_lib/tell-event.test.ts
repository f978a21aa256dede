import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { buildEvent, isSimulatedType } from '@/lib/dev/simulator/build';
import { handledTypes } from '@/lib/handlers/registry';
import { headlines } from './headlines';
import { tellEvent } from './tell-event';

const event = (object: unknown) => JSON.stringify({ data: { object } });

describe('The headline of an event', () => {
  test.each([
    [
      'payment_intent.succeeded',
      { amount: 1099, currency: 'usd', receipt_email: 'ada@example.com' },
      'ada@example.com paid $10.99',
    ],
    ['payment_intent.succeeded', { amount: 1099, currency: 'usd' }, 'A payment of $10.99 succeeded'],
    [
      'payment_intent.payment_failed',
      {
        amount: 1099,
        currency: 'usd',
        customer: 'cus_123',
        last_payment_error: { decline_code: 'insufficient_funds' },
      },
      'Cus_123 could not pay $10.99: insufficient funds',
    ],
    [
      'checkout.session.completed',
      { amount_total: 5000, currency: 'jpy', customer_details: { name: 'Ada' } },
      'Ada completed a checkout of ¥5,000',
    ],
    ['charge.refunded', { amount: 5000, amount_refunded: 1250, currency: 'usd' }, '$12.50 were refunded'],
    [
      'invoice.paid',
      { amount_due: 500, amount_paid: 400, currency: 'eur', number: 'A-1' },
      'Invoice A-1 over €4.00 was paid',
    ],
    [
      'payment_method.attached',
      { object: 'payment_method', type: 'card', customer: 'cus_1', card: { brand: 'visa', last4: '4242' } },
      'cus_1 saved Visa •••• 4242',
    ],
    [
      'charge.dispute.created',
      { amount: 5, currency: 'eur', reason: 'product_not_received' },
      'A payment of €0.05 is disputed: product not received',
    ],
    ['tax.settings.updated', {}, 'Tax settings updated'],
    ['invoiceitem.created', { amount: 700, currency: 'eur' }, 'Invoiceitem created: €7.00'],
  ])('%s', (type, object, expected) => {
    expect(tellEvent(type, event(object)).toLowerCase()).toBe(expected.toLowerCase());
  });

  it('prefers the name that is known', () => {
    const body = event({ amount: 1, currency: 'eur', customer: 'cus_1' });
    expect(tellEvent('payment_intent.succeeded', body, 'Ada Lovelace')).toBe('Ada Lovelace paid €0.01');
  });

  it.each(handledTypes().filter(isSimulatedType))('fills every blank of %s from what Stripe sends', (type) => {
    const told = tellEvent(type, JSON.stringify(buildEvent(type, { seed: 'headlines' })));
    expect(Object.keys(headlines)).toContain(type);
    expect(told).not.toMatch(/[{}]|undefined|null|\[object/);
  });

  it.each([
    'null',
    '[]',
    '"text"',
    'not json',
    '',
    event(null),
    event({ amount: '10', currency: 'usd' }),
    event({ amount: 10 }),
  ])('claims no amount from %s', (body) => expect(tellEvent('charge.succeeded', body)).toBe('Charge succeeded'));

  it('gives no amount rather than a rounded one', () => {
    expect(tellEvent('charge.succeeded', '{"data":{"object":{"amount":9007199254740993,"currency":"usd"}}}')).toBe(
      'Charge succeeded',
    );
  });

  it('stays one short line, whatever the payload says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(headlines), 'constructor'),
        fc.jsonValue(),
        fc.string({ unit: 'binary', maxLength: 2_000 }),
        (type, object, name) => {
          const told = tellEvent(
            type,
            event({ ...(object as object), name, currency: name.slice(0, 3), reason: name, customer_email: name }),
          );
          expect(told.length).toBeLessThan(260);
          expect(told).not.toMatch(/[\n\r\u202e\u200b]/);
        },
      ),
    );
    expect(tellEvent('customer.created', event({ object: 'customer', name: `\u202E${'W'.repeat(10_000)}` }))).toMatch(
      /^W{59}… became/,
    );
    expect(tellEvent('customer.created', event({ object: 'customer', name: 'שלום' }))).toBe(
      '\u2068שלום\u2069 became a customer',
    );
  });
});
