import { DAY, type EventFactories } from '../events';
import { payout } from '../objects/payout';
import { shopBalance } from '../objects/shop-balance';

/** The shop's own money. */
export const PAYOUTS = {
  'balance.available': { after: 0, build: (story) => ({ object: shopBalance(story), by: 'stripe' }) },
  'payout.created': { after: 0, build: (story) => ({ object: payout(story, { status: 'pending' }), by: 'stripe' }) },
  'payout.updated': {
    after: DAY,
    build: (story) => ({
      object: payout(story, { status: 'in_transit', traced: true }),
      previous: { status: 'pending', trace_id: { status: 'pending', value: null } },
      by: 'stripe',
    }),
  },
  'payout.paid': {
    after: 2 * DAY,
    build: (story) => ({ object: payout(story, { status: 'paid', traced: true }), by: 'stripe' }),
  },
  'payout.failed': {
    after: 3 * DAY,
    build: (story) => ({ object: payout(story, { status: 'failed', traced: true }), by: 'stripe' }),
  },
  'payout.canceled': { after: 60, build: (story) => ({ object: payout(story, { status: 'canceled' }), by: 'shop' }) },
  'payout.reconciliation_completed': {
    after: 2 * DAY,
    build: (story) => ({ object: payout(story, { status: 'paid', traced: true, reconciled: true }), by: 'stripe' }),
  },
} satisfies EventFactories;
