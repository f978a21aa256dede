import { applyPayout } from '../payments/payouts/apply-payout';
import { describePayout } from '../payments/payouts/describe-payout';
import { payoutSchema } from '../stripe/payout';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const payoutPaid = defineHandler('payout.paid', async (event, context) => {
  const payout = readObject(payoutSchema, event);
  return describePayout(payout, 'paid', await applyPayout(context, payout));
});
