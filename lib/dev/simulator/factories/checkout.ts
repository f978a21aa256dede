import { DAY, type EventFactories } from '../events';
import { checkoutSession } from '../objects/checkout-session';

/** Hosted Checkout. A debit completes the session long before it is paid. */
export const CHECKOUT = {
  'checkout.session.completed': {
    after: 2,
    build: (story) => ({
      object: checkoutSession(story, {
        status: 'complete',
        paymentStatus: story.payWith === 'card' ? 'paid' : 'unpaid',
      }),
      by: 'stripe',
    }),
  },
  'checkout.session.async_payment_succeeded': {
    facts: { payWith: 'sepa_debit' },
    after: 5 * DAY,
    build: (story) => ({ object: checkoutSession(story, { status: 'complete', paymentStatus: 'paid' }), by: 'stripe' }),
  },
  'checkout.session.async_payment_failed': {
    facts: { payWith: 'sepa_debit' },
    after: 5 * DAY,
    build: (story) => ({
      object: checkoutSession(story, { status: 'complete', paymentStatus: 'unpaid' }),
      by: 'stripe',
    }),
  },
  'checkout.session.expired': {
    after: DAY,
    build: (story) => ({
      object: checkoutSession(story, { status: 'expired', paymentStatus: 'unpaid' }),
      by: 'stripe',
    }),
  },
} satisfies EventFactories;
