import { defineListUrl } from '@/app/_lib/list-url';

/** https://docs.stripe.com/api/payouts/object#payout_object-status */
export const payoutStatuses = [
  { status: 'paid', word: 'Paid' },
  { status: 'in_transit', word: 'In transit' },
  { status: 'pending', word: 'Pending' },
  { status: 'failed', word: 'Failed' },
  { status: 'canceled', word: 'Canceled' },
];

export const readPayoutsUrl = defineListUrl('/payouts', { statuses: payoutStatuses.map(({ status }) => status) });
