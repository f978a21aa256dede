import type { EventContext } from '../db/event-context';
import { type Upserted, upsertObject } from '../db/upsert-object';
import { type SubscriptionFacts, subscriptionState } from '../stripe/subscription';

/** Keeps a subscription. It is no purchase: its invoices are. */
export function applySubscription(context: EventContext, subscription: SubscriptionFacts): Promise<Upserted> {
  const isNew = context.event.type === 'customer.subscription.created';
  return upsertObject(context, {
    table: 'subscriptions',
    state: subscriptionState(subscription, isNew),
    columns: {
      id: subscription.id,
      status: subscription.status,
      customer_id: subscription.customer,
      price_id: subscription.price_id,
      quantity: subscription.quantity,
      items: subscription.items,
      currency: subscription.currency,
      current_period_start: subscription.current_period_start,
      current_period_end: subscription.current_period_end,
      cancel_at: subscription.cancel_at,
      canceled_at: subscription.canceled_at,
      ended_at: subscription.ended_at,
      trial_end: subscription.trial_end,
      created_at: subscription.created,
    },
  });
}
