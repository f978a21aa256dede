import { applyRefund } from '../payments/refunds/apply-refund';
import { describeRefund } from '../payments/refunds/describe-refund';
import { readObject } from '../stripe/read-object';
import { refundSchema } from '../stripe/refund';
import { defineHandler } from './define-handler';

export const refundUpdated = defineHandler('refund.updated', async (event, context) => {
  const refund = readObject(refundSchema, event);
  return describeRefund(refund, await applyRefund(context, refund));
});
