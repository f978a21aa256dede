import { applySubscription } from '../payments/billing/apply-subscription';
import { describeSubscription } from '../payments/billing/describe-subscription';
import { readObject } from '../stripe/read-object';
import { subscriptionSchema } from '../stripe/subscription';
import { defineHandler } from './define-handler';

export const customerSubscriptionDeleted = defineHandler('customer.subscription.deleted', async (event, context) => {
  const subscription = readObject(subscriptionSchema, event);
  return describeSubscription(subscription, 'ended', await applySubscription(context, subscription));
});
