import { applyRefund } from '../payments/refunds/apply-refund';
import { describeRefund } from '../payments/refunds/describe-refund';
import { readObject } from '../stripe/read-object';
import { refundSchema } from '../stripe/refund';
import { defineAlike } from './define-alike';

export const refunds = defineAlike(
  // Each carries the whole refund, whose status says what happened. The last is an older name, sent for some payment methods only.
  ['refund.created', 'refund.updated', 'refund.failed', 'charge.refund.updated'],
  async (event, context) => {
    const refund = readObject(refundSchema, event);
    return describeRefund(refund, await applyRefund(context, refund));
  },
);
