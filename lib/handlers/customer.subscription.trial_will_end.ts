import { applySubscription } from '../payments/billing/apply-subscription';
import { describeSubscription } from '../payments/billing/describe-subscription';
import { readObject } from '../stripe/read-object';
import { subscriptionSchema } from '../stripe/subscription';
import { defineHandler } from './define-handler';

export const customerSubscriptionTrialWillEnd = defineHandler(
  'customer.subscription.trial_will_end',
  async (event, context) => {
    const subscription = readObject(subscriptionSchema, event);
    return describeSubscription(
      subscription,
      'is near the end of its trial',
      await applySubscription(context, subscription),
    );
  },
);
