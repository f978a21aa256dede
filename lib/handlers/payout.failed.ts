import { applyPayout } from '../payments/payouts/apply-payout';
import { describePayout } from '../payments/payouts/describe-payout';
import { payoutSchema } from '../stripe/payout';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const payoutFailed = defineHandler('payout.failed', async (event, context) => {
  const payout = readObject(payoutSchema, event);
  const reason = payout.failure_message ? ` (${payout.failure_message})` : '';
  return describePayout(payout, `failed${reason}`, await applyPayout(context, payout));
});
