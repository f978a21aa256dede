import { applySubscription } from '../payments/billing/apply-subscription';
import { describeSubscription } from '../payments/billing/describe-subscription';
import { readObject } from '../stripe/read-object';
import { subscriptionSchema } from '../stripe/subscription';
import { defineHandler } from './define-handler';

export const customerSubscriptionResumed = defineHandler('customer.subscription.resumed', async (event, context) => {
  const subscription = readObject(subscriptionSchema, event);
  return describeSubscription(subscription, 'resumed', await applySubscription(context, subscription));
});
