import type { StripeErrorType } from '@stripe/stripe-js';
import { expect, it } from 'vitest';
import { describeError } from './describe-error';

it.each([
  ['card_error', 'card_declined', 'Your card was declined.'],
  ['validation_error', 'incomplete_number', 'Your card number is incomplete.'],
  ['invalid_request_error', 'payment_intent_authentication_failure', 'We are unable to authenticate your card.'],
] as [StripeErrorType, string, string][])('shows Stripe’s words for %s %s', (type, code, message) => {
  expect(describeError({ type, code, message })).toBe(message);
});

it.each([
  ['api_error', 'An unexpected error occurred.'],
  ['invalid_request_error', 'An unexpected error occurred.'],
  ['authentication_error', 'An unexpected error occurred.'],
  ['api_connection_error', 'could not be reached'],
  ['rate_limit_error', 'try again in a few seconds'],
] as [StripeErrorType, string][])('keeps what %s tells developers to itself', (type, said) => {
  const message = 'No such payment_intent: pi_123; req_123';
  expect(describeError({ type, message })).toContain(said);
  expect(describeError({ type, message })).not.toContain('pi_123');
});

it('says something where Stripe says nothing', () => {
  expect(describeError({ type: 'card_error' })).toContain('unexpected');
});
