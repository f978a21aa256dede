import { applyPayout } from '../payments/payouts/apply-payout';
import { arrival, describePayout } from '../payments/payouts/describe-payout';
import { payoutSchema } from '../stripe/payout';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const payoutCreated = defineHandler('payout.created', async (event, context) => {
  const payout = readObject(payoutSchema, event);
  return describePayout(payout, `created${arrival(payout)}`, await applyPayout(context, payout));
});
