import { DAY, type EventFactories } from '../events';
import { charge } from '../objects/charge';
import { dispute } from '../objects/dispute';
import { refund } from '../objects/refund';

const REFERENCE_UNKNOWN = {
  destination_details: {
    card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
    type: 'card',
  },
};

/** Money that goes back, by the shop's will or the bank's. */
export const REFUNDS_AND_DISPUTES = {
  'refund.created': {
    after: 3 * DAY,
    build: (story) => ({ object: refund(story, story.lastRefund, { status: 'succeeded' }), by: 'shop' }),
  },
  'charge.refunded': {
    after: 3 * DAY,
    build: (story) => {
      const before = story.refunded - story.lastRefund.amount;
      return {
        object: charge(story, { status: 'succeeded', settled: true, refunded: story.refunded }),
        previous: { amount_refunded: Math.max(0, before), refunded: false },
        by: 'shop',
      };
    },
  },
  'refund.updated': {
    after: 4 * DAY,
    build: (story) => ({
      object: refund(story, story.lastRefund, { status: 'succeeded', referenced: true }),
      previous: REFERENCE_UNKNOWN,
      by: 'stripe',
    }),
  },
  'charge.refund.updated': {
    after: 4 * DAY,
    build: (story) => ({
      object: refund(story, story.lastRefund, { status: 'succeeded', referenced: true }),
      previous: REFERENCE_UNKNOWN,
      by: 'stripe',
    }),
  },
  'refund.failed': {
    after: 8 * DAY,
    build: (story) => ({ object: refund(story, story.lastRefund, { status: 'failed' }), by: 'stripe' }),
  },
  'charge.dispute.created': {
    after: 12 * DAY,
    build: (story) => ({ object: dispute(story, { status: 'needs_response', money: 'with shop' }), by: 'stripe' }),
  },
  'charge.dispute.funds_withdrawn': {
    after: 12 * DAY,
    build: (story) => ({ object: dispute(story, { status: 'needs_response', money: 'withdrawn' }), by: 'stripe' }),
  },
  'charge.dispute.updated': {
    after: 15 * DAY,
    build: (story) => ({
      object: dispute(story, { status: 'under_review', money: 'withdrawn' }),
      previous: { status: 'needs_response' },
      by: 'shop',
    }),
  },
  'charge.dispute.funds_reinstated': {
    after: 40 * DAY,
    build: (story) => ({ object: dispute(story, { status: 'won', money: 'reinstated' }), by: 'stripe' }),
  },
  'charge.dispute.closed': {
    after: 40 * DAY,
    build: (story) => ({
      object: dispute(
        story,
        story.disputeWon ? { status: 'won', money: 'reinstated' } : { status: 'lost', money: 'withdrawn' },
      ),
      previous: { status: 'under_review' },
      by: 'stripe',
    }),
  },
} satisfies EventFactories;
