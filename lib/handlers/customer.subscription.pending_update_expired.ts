import { applySubscription } from '../payments/billing/apply-subscription';
import { describeSubscription } from '../payments/billing/describe-subscription';
import { readObject } from '../stripe/read-object';
import { subscriptionSchema } from '../stripe/subscription';
import { defineHandler } from './define-handler';

export const customerSubscriptionPendingUpdateExpired = defineHandler(
  'customer.subscription.pending_update_expired',
  async (event, context) => {
    const subscription = readObject(subscriptionSchema, event);
    return describeSubscription(
      subscription,
      'lost its pending update, which was not paid in time',
      await applySubscription(context, subscription),
    );
  },
);
