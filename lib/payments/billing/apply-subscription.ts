import type { EventContext } from '../../db/event-context';
import { upsertObject } from '../../db/upsert-object';
import type { ObjectRow, Upserted } from '../../db/upsert-statement';
import { type SubscriptionFacts, subscriptionSchema, subscriptionState } from '../../stripe/subscription';

const rowOf = ({ event }: Pick<EventContext, 'event'>, subscription: SubscriptionFacts): ObjectRow => ({
  table: 'subscriptions',
  state: subscriptionState(subscription, event.type === 'customer.subscription.created'),
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
  retell: (told, object) => rowOf({ event: told }, subscriptionSchema.parse(object)),
});

/** Keeps a subscription. It is no purchase: its invoices are. */
export const applySubscription = (context: EventContext, subscription: SubscriptionFacts): Promise<Upserted> =>
  upsertObject(context, rowOf(context, subscription));
