import { applyDispute } from '../payments/disputes/apply-dispute';
import { describeDispute } from '../payments/disputes/describe-dispute';
import { disputeSchema } from '../stripe/dispute';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const chargeDisputeCreated = defineHandler('charge.dispute.created', async (event, context) => {
  const dispute = readObject(disputeSchema, event);
  return describeDispute(dispute, 'opened', await applyDispute(context, dispute));
});
