import { z } from 'zod';
import type { ObjectState } from '../db/upsert-statement';
import { currency, customerFields, customerOf, text, timestamp } from './read-object';
import {
  currencyOf,
  optionalTime,
  priced,
  representativeItem,
  subscriptionItemSchema,
  type ToldItem,
  toItem,
  wholeNumber,
} from './subscription-item';

/**
 * What we need of a Subscription: https://docs.stripe.com/api/subscriptions/object
 * Until API version 2025-03-31 (basil) the period stood on the subscription, since then on its items; before prices
 * there were plans, and a subscription had one `plan` and `quantity` of its own.
 *
 * Price, quantity and period are those of {@link representativeItem}: a price beside another item's period would say that
 * it is renewed when it is not.
 */
export const subscriptionSchema = z
  .object({
    id: text,
    status: text,
    created: timestamp,
    ...customerFields,
    currency: currency.nullish(),
    items: z.object({ data: z.array(subscriptionItemSchema) }).nullish(),
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
  .transform(({ items, plan, quantity, ...subscription }) => {
    const told = items?.data.length ? items.data : ofPlan(plan, quantity);
    const kept = told.map(toItem);
    const shown = representativeItem(kept);
    const periodEnd = timeOf(shown?.period_end) ?? subscription.current_period_end;
    return {
      ...subscription,
      customer: customerOf(subscription),
      items: kept,
      price_id: shown?.price ?? null,
      quantity: shown ? shown.quantity : quantity,
      currency: subscription.currency ?? currencyOf(told),
      current_period_start: timeOf(shown?.period_start) ?? subscription.current_period_start,
      current_period_end: periodEnd,
      cancel_at: subscription.cancel_at ?? (subscription.cancel_at_period_end ? periodEnd : null),
    };
  });

/** One plan with a quantity, as a subscription had before it had items. */
const ofPlan = (plan: ToldItem['plan'], quantity: number | null): ToldItem[] =>
  plan ? [{ id: null, price: null, plan, quantity, current_period_start: null, current_period_end: null }] : [];

const timeOf = (text: string | null | undefined): Date | null => (text ? new Date(text) : null);

export type SubscriptionFacts = z.output<typeof subscriptionSchema>;

/**
 * canceled and incomplete_expired are terminal. Of two others in one second only `incomplete` is known to be the earlier
 * one: a subscription goes back and forth between active, trialing, past_due, unpaid, paused and what Stripe adds later.
 * https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses
 */
export function subscriptionState({ status }: SubscriptionFacts, isNew: boolean): ObjectState {
  if (status === 'canceled' || status === 'incomplete_expired') return { rank: 1, order: 0 };
  return { rank: 0, order: 2 * Number(status !== 'incomplete') + Number(!isNew) };
}
