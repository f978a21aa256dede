import { applyPayout } from '../payments/payouts/apply-payout';
import { describePayout } from '../payments/payouts/describe-payout';
import { payoutSchema } from '../stripe/payout';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const payoutCanceled = defineHandler('payout.canceled', async (event, context) => {
  const payout = readObject(payoutSchema, event);
  return describePayout(payout, 'canceled', await applyPayout(context, payout));
});
