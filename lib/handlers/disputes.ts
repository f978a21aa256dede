import { applyDispute } from '../payments/disputes/apply-dispute';
import { describeDispute } from '../payments/disputes/describe-dispute';
import { disputeSchema } from '../stripe/dispute';
import { defineFamily } from './define-family';

export const disputes = defineFamily(
  { schema: disputeSchema, apply: applyDispute, describe: describeDispute },
  {
    'charge.dispute.created': 'opened',
    'charge.dispute.updated': ({ status }) => `updated, ${status.replaceAll('_', ' ')}`,
    // When the money moved, only the event's type and time tell: applyDispute reads them.
    'charge.dispute.funds_withdrawn': 'took the money',
    'charge.dispute.funds_reinstated': 'gave the money back',
    'charge.dispute.closed': ({ status }) => `closed, ${status.replaceAll('_', ' ')}`,
  },
);
