import { defineListUrl } from '@/app/_lib/list-url';

/** https://docs.stripe.com/api/refunds/object#refund_object-status, the commonest first. */
export const refundStatuses = [
  { status: 'succeeded', word: 'Succeeded' },
  { status: 'pending', word: 'Pending' },
  { status: 'requires_action', word: 'Requires action' },
  { status: 'failed', word: 'Failed' },
  { status: 'canceled', word: 'Canceled' },
];

export const readRefundsUrl = defineListUrl('/refunds', { statuses: refundStatuses.map(({ status }) => status) });
