import { applyDispute } from '../payments/disputes/apply-dispute';
import { describeDispute } from '../payments/disputes/describe-dispute';
import { disputeSchema } from '../stripe/dispute';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const chargeDisputeClosed = defineHandler('charge.dispute.closed', async (event, context) => {
  const dispute = readObject(disputeSchema, event);
  return describeDispute(
    dispute,
    `closed, ${dispute.status.replaceAll('_', ' ')}`,
    await applyDispute(context, dispute),
  );
});
