import { DAY, type EventFactories } from '../events';
import { charge } from '../objects/charge';
import { paymentIntent } from '../objects/payment-intent';
import { earlyFraudWarning, review } from '../objects/risk';
import type { Story } from '../story';

const declineOfStory = ({ payWith }: Story) => (payWith === 'card' ? 'insufficient_funds' : 'debit_not_authorized');

/** PaymentIntents, their charges, and what Radar thinks of them. */
export const PAYMENTS = {
  'payment_intent.created': {
    after: 0,
    build: (story) => ({ object: paymentIntent(story, 'requires_payment_method') }),
  },
  'payment_intent.requires_action': {
    after: 2,
    build: (story) => ({ object: paymentIntent(story, 'requires_action') }),
  },
  'payment_intent.processing': {
    facts: { payWith: 'sepa_debit' },
    after: 2,
    build: (story) => ({ object: paymentIntent(story, 'processing') }),
  },
  'payment_intent.amount_capturable_updated': {
    facts: { manualCapture: true },
    after: 2,
    build: (story) => ({ object: paymentIntent(story, 'requires_capture') }),
  },
  'payment_intent.succeeded': { after: 2, build: (story) => ({ object: paymentIntent(story, 'succeeded') }) },
  'payment_intent.payment_failed': {
    after: 2,
    build: (story) => ({ object: paymentIntent(story, 'requires_payment_method', declineOfStory(story)) }),
  },
  'payment_intent.canceled': {
    after: DAY,
    build: (story) => ({ object: paymentIntent(story, 'canceled'), by: 'shop' }),
  },
  'charge.succeeded': {
    after: 2,
    build: (story) => ({ object: charge(story, { status: 'succeeded', captured: !story.manualCapture }) }),
  },
  'charge.pending': {
    facts: { payWith: 'sepa_debit' },
    after: 2,
    build: (story) => ({ object: charge(story, { status: 'pending' }) }),
  },
  'charge.failed': {
    after: 2,
    build: (story) => ({ object: charge(story, { status: 'failed', decline: declineOfStory(story) }) }),
  },
  'charge.captured': {
    facts: { manualCapture: true },
    after: 2 * DAY,
    build: (story) => ({
      object: charge(story, { status: 'succeeded', settled: true }),
      previous: { amount_captured: 0, balance_transaction: null, captured: false },
      by: 'shop',
    }),
  },
  'charge.updated': {
    after: 5,
    build: (story) => ({
      object: charge(story, { status: 'succeeded', settled: true }),
      previous: { balance_transaction: null },
      by: 'stripe',
    }),
  },
  'radar.early_fraud_warning.created': {
    after: 3 * DAY,
    build: (story) => ({ object: earlyFraudWarning(story), by: 'stripe' }),
  },
  'review.opened': { after: 3, build: (story) => ({ object: review(story, true) }) },
  'review.closed': {
    after: DAY,
    build: (story) => ({
      object: review(story, false),
      previous: { closed_reason: null, open: true, reason: 'rule' },
      by: 'shop',
    }),
  },
} satisfies EventFactories;
