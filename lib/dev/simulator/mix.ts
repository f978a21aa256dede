import type { StoryName } from './scenarios';

/** How often each story is told in `mixed`: mostly purchases, as in a shop. */
export const MIX: readonly { name: StoryName; weight: number }[] = [
  { name: 'purchase', weight: 46 },
  { name: 'authenticated', weight: 6 },
  { name: 'declined', weight: 10 },
  { name: 'abandoned', weight: 5 },
  { name: 'delayed-payment', weight: 5 },
  { name: 'delayed-payment-failed', weight: 1 },
  { name: 'manual-capture', weight: 2 },
  { name: 'refund', weight: 5 },
  { name: 'partial-refund', weight: 3 },
  { name: 'dispute', weight: 1 },
  { name: 'dispute-won', weight: 1 },
  { name: 'card-saved', weight: 4 },
  { name: 'card-removed', weight: 3 },
  { name: 'subscription', weight: 5 },
  { name: 'subscription-past-due', weight: 1 },
  { name: 'payout', weight: 2 },
];

/** How many customers a mix tells of. */
export const MIX_STORIES = 20;

/** The mix's line for `--list`. */
export const MIX_SUMMARY = `${MIX_STORIES} customers of several countries and currencies, most of whom just buy`;
