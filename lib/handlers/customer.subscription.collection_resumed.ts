import { applySubscription } from '../payments/billing/apply-subscription';
import { describeSubscription } from '../payments/billing/describe-subscription';
import { readObject } from '../stripe/read-object';
import { subscriptionSchema } from '../stripe/subscription';
import { defineUnlistedHandler } from './define-unlisted-handler';

export const customerSubscriptionCollectionResumed = defineUnlistedHandler(
  'customer.subscription.collection_resumed',
  async (event, context) => {
    const subscription = readObject(subscriptionSchema, event);
    return describeSubscription(subscription, 'is collected again', await applySubscription(context, subscription));
  },
);
