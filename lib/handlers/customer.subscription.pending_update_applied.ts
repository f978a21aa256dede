import { applySubscription } from '../payments/billing/apply-subscription';
import { describeSubscription } from '../payments/billing/describe-subscription';
import { readObject } from '../stripe/read-object';
import { subscriptionSchema } from '../stripe/subscription';
import { defineHandler } from './define-handler';

export const customerSubscriptionPendingUpdateApplied = defineHandler(
  'customer.subscription.pending_update_applied',
  async (event, context) => {
    const subscription = readObject(subscriptionSchema, event);
    return describeSubscription(
      subscription,
      'took over its pending update',
      await applySubscription(context, subscription),
    );
  },
);
