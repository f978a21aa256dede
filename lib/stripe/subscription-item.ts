import { z } from 'zod';
import { currency, int32, optionalText, reference, text, timestamp } from './read-object';

export const optionalTime = timestamp.nullish().transform((time) => time ?? null);
export const wholeNumber = int32.nullish().transform((number) => number ?? null);
const amount = z.number().int().nullish().catch(null);

/** A price, or the plan that came before it: https://docs.stripe.com/api/prices/object, https://docs.stripe.com/api/plans/object */
export const priced = z
  .object({
    id: text,
    currency: currency.nullish(),
    product: reference,
    unit_amount: amount,
    amount,
    recurring: z
      .object({ usage_type: optionalText, interval: optionalText, interval_count: wholeNumber })
      .nullish()
      .catch(null),
    usage_type: optionalText,
    interval: optionalText,
    interval_count: wholeNumber,
  })
  .nullish();

type Priced = z.output<typeof priced>;

/** As Stripe renders it: https://docs.stripe.com/api/subscription_items/object */
export const subscriptionItemSchema = z.object({
  id: optionalText,
  price: priced,
  plan: priced,
  quantity: wholeNumber,
  current_period_start: optionalTime,
  current_period_end: optionalTime,
});

export type ToldItem = z.output<typeof subscriptionItemSchema>;

/** One thing that a subscription is for, as it is kept in the row. */
export type SubscriptionItem = {
  /** `si_…`; null where a subscription had one plan and no items. */
  id: string | null;
  price: string | null;
  product: string | null;
  /** Null where usage is metered. */
  quantity: number | null;
  /** Of one, in the minor unit. Null where it is no whole number of it, or depends on the quantity. */
  amount: number | null;
  /** `licensed`, `metered`, or what Stripe adds later. */
  usage: string | null;
  /** `day`, `week`, `month`, `year`, and of how many of them one period is. */
  interval: string | null;
  interval_count: number | null;
  /** As an ISO 8601 time. Items of different intervals are renewed at different times. */
  period_start: string | null;
  period_end: string | null;
};

/** An item as it is kept. */
export function toItem({ id, price, plan, quantity, ...period }: ToldItem): SubscriptionItem {
  const named: Priced = price ?? plan;
  const recurring = named?.recurring ?? plan;
  return {
    id,
    price: named?.id ?? null,
    product: named?.product ?? plan?.product ?? null,
    quantity,
    amount: named?.unit_amount ?? named?.amount ?? plan?.amount ?? null,
    usage: recurring?.usage_type ?? null,
    interval: recurring?.interval ?? null,
    interval_count: recurring?.interval_count ?? null,
    period_start: period.current_period_start?.toISOString() ?? null,
    period_end: period.current_period_end?.toISOString() ?? null,
  };
}

/** Prepaid usage comes before what is metered afterwards, and what Stripe adds later stands between them. */
const afterUse = ({ usage }: SubscriptionItem): number =>
  usage === null || usage === 'licensed' ? 0 : usage === 'metered' ? 2 : 1;

/** What one period of it costs as far as it is told; what is not told is less than anything that is. */
const worth = ({ amount, quantity }: SubscriptionItem): bigint =>
  amount === null ? -1n : BigInt(amount) * BigInt(quantity ?? 1);

function compareItems(one: SubscriptionItem, other: SubscriptionItem): number {
  if (afterUse(one) !== afterUse(other)) return afterUse(one) - afterUse(other);
  if (worth(one) !== worth(other)) return worth(one) > worth(other) ? -1 : 1;
  return (one.id ?? '') < (other.id ?? '') ? -1 : 1;
}

/**
 * The item that stands for the subscription where there is room for one: what is paid for in advance before what is metered,
 * then what costs most, then the smallest id, so that the order of Stripe's list does not matter.
 */
export const representativeItem = (items: SubscriptionItem[]): SubscriptionItem | null =>
  items.toSorted(compareItems)[0] ?? null;

/** All items of a subscription are of one currency. */
export const currencyOf = (items: ToldItem[]): string | null =>
  items.map(({ price, plan }) => price?.currency ?? plan?.currency).find((code) => code) ?? null;
