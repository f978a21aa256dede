import { z } from 'zod';
import type { ObjectState } from '../db/upsert-object';
import { currency, int32, reference, text, timestamp } from './read-object';

const optionalTime = timestamp.nullish().transform((time) => time ?? null);
const wholeNumber = int32.nullish();
const priced = z.object({ id: text, currency: currency.nullish() }).nullish();

const item = z.object({
  price: priced,
  plan: priced,
  quantity: wholeNumber,
  current_period_start: optionalTime,
  current_period_end: optionalTime,
});

/**
 * What we need of a Subscription: https://docs.stripe.com/api/subscriptions/object
 * Until API version 2025-03-31 (basil) the period stood on the subscription, since then on its items; before prices
 * there were plans, and a subscription had one `plan` and `quantity` of its own.
 */
export const subscriptionSchema = z
  .object({
    id: text,
    status: text,
    created: timestamp,
    customer: reference,
    currency: currency.nullish(),
    items: z.object({ data: z.array(item) }).nullish(),
    plan: priced,
    quantity: wholeNumber,
    current_period_start: optionalTime,
    current_period_end: optionalTime,
    cancel_at: optionalTime,
    cancel_at_period_end: z.boolean().nullish(),
    canceled_at: optionalTime,
    ended_at: optionalTime,
    trial_end: optionalTime,
  })
  .transform(({ items, plan, ...subscription }) => {
    const first = items?.data[0];
    const price = first?.price ?? first?.plan ?? plan ?? null;
    const periodEnd = first?.current_period_end ?? subscription.current_period_end;
    return {
      ...subscription,
      price_id: price?.id ?? null,
      quantity: first?.quantity ?? subscription.quantity ?? null,
      currency: subscription.currency ?? price?.currency ?? null,
      current_period_start: first?.current_period_start ?? subscription.current_period_start,
      current_period_end: periodEnd,
      cancel_at: subscription.cancel_at ?? (subscription.cancel_at_period_end ? periodEnd : null),
    };
  });

export type SubscriptionFacts = z.output<typeof subscriptionSchema>;

/** States in the order in which they usually follow each other within one second. */
const ORDER = ['incomplete', 'trialing', 'active', 'past_due', 'unpaid', 'paused'];

/** canceled and incomplete_expired are terminal: https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses */
export function subscriptionState({ status }: SubscriptionFacts, isNew: boolean): ObjectState {
  if (status === 'canceled' || status === 'incomplete_expired') return { rank: 1, order: 0 };
  return { rank: 0, order: 2 * ORDER.indexOf(status) + Number(!isNew) };
}
