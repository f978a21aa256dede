import { applyDispute } from '../payments/disputes/apply-dispute';
import { describeDispute } from '../payments/disputes/describe-dispute';
import { disputeSchema } from '../stripe/dispute';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const chargeDisputeFundsReinstated = defineHandler('charge.dispute.funds_reinstated', async (event, context) => {
  const dispute = readObject(disputeSchema, event);
  return describeDispute(dispute, 'gave the money back', await applyDispute(context, dispute));
});
