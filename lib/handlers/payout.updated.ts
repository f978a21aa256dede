import { applyPayout } from '../payments/payouts/apply-payout';
import { arrival, describePayout } from '../payments/payouts/describe-payout';
import { payoutSchema } from '../stripe/payout';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const payoutUpdated = defineHandler('payout.updated', async (event, context) => {
  const payout = readObject(payoutSchema, event);
  return describePayout(
    payout,
    `updated: ${payout.status.replaceAll('_', ' ')}${arrival(payout)}`,
    await applyPayout(context, payout),
  );
});
