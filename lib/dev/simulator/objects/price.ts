import type Stripe from 'stripe';
import type { Story } from '../story';
import type { Plan } from '../story-facts';

/** Stripe sends decimals as text; the SDK's types speak of what it makes of them. */
export const decimal = (minorUnits: number) => String(minorUnits) as unknown as Stripe.Decimal;

const DAY = 24 * 60 * 60;

/** The monthly price that the buyer subscribes to: https://docs.stripe.com/api/prices/object */
export function price(story: Story, { priceId, product, amount }: Plan = story.plan): Stripe.Price {
  const { currency } = story.payment;
  return {
    id: priceId,
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: story.start - 90 * DAY,
    currency,
    custom_unit_amount: null,
    livemode: story.livemode,
    lookup_key: `${product.name.toLowerCase().replaceAll(' ', '_')}_monthly`,
    metadata: {},
    nickname: null,
    product: product.id,
    recurring: { interval: 'month', interval_count: 1, meter: null, trial_period_days: null, usage_type: 'licensed' },
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'recurring',
    unit_amount: amount,
    unit_amount_decimal: decimal(amount),
  };
}

/** The same price in the older form that subscription items still carry: https://docs.stripe.com/api/plans/object */
export function plan(story: Story, { priceId, product, amount }: Plan = story.plan): Stripe.Plan {
  const { currency } = story.payment;
  return {
    id: priceId,
    object: 'plan',
    active: true,
    amount,
    amount_decimal: decimal(amount),
    billing_scheme: 'per_unit',
    created: story.start - 90 * DAY,
    currency,
    interval: 'month',
    interval_count: 1,
    livemode: story.livemode,
    metadata: {},
    meter: null,
    nickname: null,
    product: product.id,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}

/** What is sold: https://docs.stripe.com/api/products/object */
export function product(story: Story): Stripe.Product {
  return {
    id: story.product.id,
    object: 'product',
    active: true,
    created: story.start - 90 * DAY,
    default_price: story.plan.priceId,
    description: null,
    images: [],
    livemode: story.livemode,
    marketing_features: [],
    metadata: {},
    name: story.product.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: 'service',
    unit_label: null,
    updated: story.now,
    url: null,
  };
}
