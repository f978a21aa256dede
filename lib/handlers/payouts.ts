import { applyPayout } from '../payments/payouts/apply-payout';
import { arrival, describePayout } from '../payments/payouts/describe-payout';
import { payoutSchema } from '../stripe/payout';
import { defineFamily } from './define-family';

export const payouts = defineFamily(
  { schema: payoutSchema, apply: applyPayout, describe: describePayout },
  {
    'payout.created': (payout) => `created${arrival(payout)}`,
    'payout.updated': (payout) => `updated: ${payout.status.replaceAll('_', ' ')}${arrival(payout)}`,
    'payout.paid': 'paid',
    // May follow `paid`: the bank sent the money back.
    'payout.failed': ({ failure_message: reason }) => `failed${reason ? ` (${reason})` : ''}`,
    'payout.canceled': 'canceled',
    'payout.reconciliation_completed': 'can be reconciled',
  },
);
