import { applySubscription } from '../payments/billing/apply-subscription';
import { describeSubscription } from '../payments/billing/describe-subscription';
import { readObject } from '../stripe/read-object';
import { subscriptionSchema } from '../stripe/subscription';
import { defineHandler } from './define-handler';

export const customerSubscriptionPaused = defineHandler('customer.subscription.paused', async (event, context) => {
  const subscription = readObject(subscriptionSchema, event);
  return describeSubscription(subscription, 'paused', await applySubscription(context, subscription));
});
