import { applySubscription } from '../payments/billing/apply-subscription';
import { describeSubscription } from '../payments/billing/describe-subscription';
import { subscriptionSchema } from '../stripe/subscription';
import { defineFamily } from './define-family';

export const subscriptions = defineFamily(
  { schema: subscriptionSchema, apply: applySubscription, describe: describeSubscription },
  {
    'customer.subscription.created': 'created',
    'customer.subscription.updated': 'updated',
    'customer.subscription.pending_update_applied': 'took over its pending update',
    'customer.subscription.pending_update_expired': 'lost its pending update, which was not paid in time',
    'customer.subscription.trial_will_end': 'is near the end of its trial',
    'customer.subscription.paused': 'paused',
    'customer.subscription.resumed': 'resumed',
    // Previews, which the SDK doesn't name. The subscription goes on; its invoices aren't collected.
    'customer.subscription.collection_paused': 'is not collected for now',
    'customer.subscription.collection_resumed': 'is collected again',
    'customer.subscription.deleted': 'ended',
  },
);
