import { applySubscription } from '../payments/billing/apply-subscription';
import { describeSubscription } from '../payments/billing/describe-subscription';
import { readObject } from '../stripe/read-object';
import { subscriptionSchema } from '../stripe/subscription';
import { defineUnlistedHandler } from './define-unlisted-handler';

export const customerSubscriptionCollectionPaused = defineUnlistedHandler(
  'customer.subscription.collection_paused',
  async (event, context) => {
    const subscription = readObject(subscriptionSchema, event);
    return describeSubscription(
      subscription,
      'is not collected for now',
      await applySubscription(context, subscription),
    );
  },
);
