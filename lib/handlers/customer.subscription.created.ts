import { applySubscription } from '../payments/billing/apply-subscription';
import { describeSubscription } from '../payments/billing/describe-subscription';
import { readObject } from '../stripe/read-object';
import { subscriptionSchema } from '../stripe/subscription';
import { defineHandler } from './define-handler';

export const customerSubscriptionCreated = defineHandler('customer.subscription.created', async (event, context) => {
  const subscription = readObject(subscriptionSchema, event);
  return describeSubscription(subscription, 'created', await applySubscription(context, subscription));
});
