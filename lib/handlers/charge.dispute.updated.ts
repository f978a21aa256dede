import { applyDispute } from '../payments/disputes/apply-dispute';
import { describeDispute } from '../payments/disputes/describe-dispute';
import { disputeSchema } from '../stripe/dispute';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const chargeDisputeUpdated = defineHandler('charge.dispute.updated', async (event, context) => {
  const dispute = readObject(disputeSchema, event);
  return describeDispute(
    dispute,
    `updated, ${dispute.status.replaceAll('_', ' ')}`,
    await applyDispute(context, dispute),
  );
});
