import type Stripe from 'stripe';
import { charge } from './charge';
import { checkoutSession } from './checkout-session';
import { customer } from './customer';
import type { EventFactory } from './events';
import { paymentIntent } from './payment-intent';
import { paymentMethod } from './payment-method';

const DAY = 24 * 60 * 60;

/** Every type of event that the simulator can make, and how. */
export const EVENT_FACTORIES = {
  'customer.created': { after: 0, build: (story) => ({ object: customer(story) }) },
  'payment_intent.created': {
    after: 0,
    build: (story) => ({ object: paymentIntent(story, 'requires_payment_method') }),
  },
  'payment_intent.succeeded': { after: 2, build: (story) => ({ object: paymentIntent(story, 'succeeded') }) },
  'charge.succeeded': { after: 2, build: (story) => ({ object: charge(story, { status: 'succeeded' }) }) },
  'charge.updated': {
    after: 5,
    build: (story) => ({
      object: charge(story, { status: 'succeeded', settled: true }),
      previous: { balance_transaction: null },
      by: 'stripe',
    }),
  },
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
  'payment_method.attached': { after: 1, build: (story) => ({ object: paymentMethod(story, { attached: true }) }) },
  'payment_method.detached': {
    after: 30 * DAY,
    build: (story) => ({
      object: paymentMethod(story, { attached: false }),
      previous: { customer: story.buyer.id },
      by: 'shop',
    }),
  },
} satisfies { [T in Stripe.Event.Type]?: EventFactory<T> };

/** A type of event that the simulator can make. */
export type SimulatedType = keyof typeof EVENT_FACTORIES;
