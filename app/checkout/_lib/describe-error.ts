import type { StripeError } from '@stripe/stripe-js';

const AGAIN = 'Please try again: nothing is charged twice.';

/** Codes whose message is meant for the customer although their type is not: a 3-D Secure step that failed or was left. */
const FOR_CUSTOMERS = new Set(['payment_intent_authentication_failure', 'setup_intent_authentication_failure']);

/**
 * What the customer reads when Stripe.js refuses. Stripe's own words where they are for customers (a declined card, an
 * incomplete number, a 3-D Secure step that was left), else our own: the others speak to developers.
 * @see https://docs.stripe.com/js/errors, https://docs.stripe.com/payments/accept-a-payment#web-submit-payment
 */
export function describeError({ type, code, message }: Pick<StripeError, 'type' | 'code' | 'message'>): string {
  if (message && (type === 'card_error' || type === 'validation_error' || FOR_CUSTOMERS.has(code ?? '')))
    return message;
  if (type === 'api_connection_error')
    return `The payment service could not be reached. Check your connection. ${AGAIN}`;
  if (type === 'rate_limit_error') return 'There is a lot going on right now. Please try again in a few seconds.';
  return `An unexpected error occurred. ${AGAIN}`;
}
