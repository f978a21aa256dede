import { defineListUrl } from '@/app/_lib/list-url';

/** https://docs.stripe.com/api/subscriptions/object#subscription_object-status */
export const subscriptionStatuses = [
  { status: 'active', word: 'Active' },
  { status: 'trialing', word: 'Trial' },
  { status: 'past_due', word: 'Past due' },
  { status: 'unpaid', word: 'Unpaid' },
  { status: 'incomplete', word: 'Incomplete' },
  { status: 'incomplete_expired', word: 'Never started' },
  { status: 'paused', word: 'Paused' },
  { status: 'canceled', word: 'Canceled' },
];

export const readSubscriptionsUrl = defineListUrl('/subscriptions', {
  statuses: subscriptionStatuses.map(({ status }) => status),
});
