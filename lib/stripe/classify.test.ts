import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classify, typeHasWords } from './classify';

const base62 = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];
const tail = fc.string({ unit: fc.constantFrom(...base62), minLength: 8, maxLength: 40 });
const prefixes = ['pi', 'cus', 'ch', 'pm', 'cs_test', 'cs_live', 'in', 'sub', 'dp', 'du', 're', 'po', 'seti'];
const objectId = fc.tuple(fc.constantFrom(...prefixes), tail).map(([prefix, rest]) => `${prefix}_${rest}`);
const space = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\u00a0', '\u200b', '"'), maxLength: 4 });

describe('classify', () => {
  test.each([
    ['evt_1PXabcdef', { kind: 'event', id: 'evt_1PXabcdef' }],
    ['req_AbC123', { kind: 'request', id: 'req_AbC123' }],
    ['ord_01jk', { kind: 'order', id: 'ord_01jk' }],
    ['acct_123', { kind: 'account', id: 'acct_123' }],
    ['customer cus_123 of yesterday', { kind: 'object', id: 'cus_123' }],
    ['pi_3Mabc_secret_XyZ', { kind: 'object', id: 'pi_3Mabc' }],
    ['bpc_1QabcDEFghi2345', { kind: 'object', id: 'bpc_1QabcDEFghi2345' }],
    ['Anna@Example.COM', { kind: 'email', email: 'anna@example.com' }],
    ['Anna <anna+in_1@example.com>', { kind: 'email', email: 'anna+in_1@example.com' }],
    ['mailto:anna@example.com', { kind: 'email', email: 'anna@example.com' }],
    ['payment_intent.succeeded', { kind: 'type', words: ['payment', 'intent', 'succeeded'] }],
    [
      'payment_method.card_automatically_updated',
      { kind: 'type', words: ['payment', 'method', 'card', 'automatically', 'updated'] },
    ],
    ['refunded', { kind: 'type', words: ['refunded'] }],
    ['charge.*', { kind: 'type', words: ['charge'] }],
    ['https://example.com/', { kind: 'nothing' }],
    ['x', { kind: 'nothing' }],
    ['', { kind: 'nothing' }],
    ['日本語', { kind: 'nothing' }],
  ])('%j is %j', (typed, question) => {
    expect(classify(typed)).toEqual(question);
  });

  test.each([
    ['https://dashboard.stripe.com/test/payments/pi_123', 'pi_123'],
    ['https://dashboard.stripe.com/acct_1AbC/test/customers/cus_123', 'cus_123'],
    ['https://dashboard.stripe.com/acct_1AbC/test/workbench/events/evt_123', 'evt_123'],
    ['https://dashboard.stripe.com/test/logs/req_123?t=1', 'req_123'],
    ['https://dashboard.stripe.com/subscriptions/sub_123?starting_after=in_9', 'sub_123'],
    ['https://dashboard.stripe.com/search?query=pi_123', 'pi_123'],
    ['https://dashboard.stripe.com/connect/accounts/acct_1AbC/activity', 'acct_1AbC'],
  ])('finds the id in %s', (address, id) => {
    expect(classify(address)).toMatchObject({ id });
  });

  test('finds any id, whatever stands around it', () => {
    fc.assert(
      fc.property(objectId, space, space, (id, before, after) => {
        expect(classify(`${before}${id}${after}`)).toEqual({ kind: 'object', id });
        expect(classify(`https://dashboard.stripe.com/acct_1Abc/test/x/${id}`)).toEqual({ kind: 'object', id });
      }),
    );
  });

  test('finds any e-mail address, without regard to case', () => {
    fc.assert(
      fc.property(fc.emailAddress(), space, (email, around) => {
        fc.pre(!/["'(),:;<>]/.test(email));
        expect(classify(`${around}${email.toUpperCase()}${around}`)).toEqual({
          kind: 'email',
          email: email.toLowerCase(),
        });
      }),
    );
  });

  test('takes any text at all, and says of it one of the kinds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(['event', 'request', 'order', 'account', 'object', 'email', 'type', 'nothing']).toContain(
          classify(text).kind,
        );
      }),
    );
  });

  test('is quick with what is long and repeats itself', () => {
    for (const unit of ['a@', 'a_', 'pi_', '"', 'a.', ' '])
      expect(classify(unit.repeat(100_000)).kind).toBeTypeOf('string');
  });
});

test('a type holds words in their order', () => {
  expect(typeHasWords('payment_intent.payment_failed', ['payment', 'failed'])).toBe(true);
  expect(typeHasWords('payment_intent.payment_failed', ['intent', 'payment', 'fail'])).toBe(true);
  expect(typeHasWords('payment_intent.succeeded', ['succeeded', 'intent'])).toBe(false);
});
