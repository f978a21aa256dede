import type Stripe from 'stripe';
import { billOf } from '../bills';
import type { Story } from '../story';
import type { Plan } from '../story-facts';
import { inStripeOrder } from './in-stripe-order';
import { plan, price } from './price';

/** What the demo shop makes no use of. */
const UNUSED = {
  application: null,
  application_fee_percent: null,
  billing_cycle_anchor_config: null,
  billing_thresholds: null,
  cancel_at: null,
  customer_account: null,
  days_until_due: null,
  default_source: null,
  description: null,
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pause_collection: null,
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  test_clock: null,
  transfer_data: null,
};

/** The subscription as the story has it now: https://docs.stripe.com/api/subscriptions/object */
export function subscription(story: Story, status = story.subscription.status): Stripe.Subscription {
  const ended = status === 'canceled';
  return inStripeOrder<Stripe.Subscription>({
    ...UNUSED,
    id: story.subscriptionId,
    object: 'subscription',
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: story.start,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible', updated_at: story.start },
    billing_schedules: [],
    cancel_at_period_end: false,
    canceled_at: ended ? story.now : null,
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      reason: ended ? 'cancellation_requested' : null,
    },
    collection_method: 'charge_automatically',
    created: story.start,
    currency: story.payment.currency,
    customer: story.buyer.id,
    default_payment_method: status === 'incomplete' ? null : story.paymentMethodId,
    default_tax_rates: [],
    discounts: [],
    ended_at: ended ? story.now : null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: subscriptionItems(story),
    latest_invoice: billOf(story).id,
    livemode: story.livemode,
    managed_payments: { enabled: false },
    metadata: subscriptionMetadata(story),
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    start_date: story.start,
    status,
    trial_end: status === 'trialing' ? story.period.end : null,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' } },
    trial_start: status === 'trialing' ? story.start : null,
  });
}

/** The id of the one item of the subscription. */
export const subscriptionItemId = (story: Story): string => story.id('si', 'item', 14);

/** What the shop wrote on the subscription: whom it is for. Its invoices repeat it. */
export const subscriptionMetadata = (story: Story): Stripe.Metadata => ({
  user_id: `user-${story.random('user').int(1_000, 99_999)}`,
});

/** The one item of the subscription, with the present plan or another one. */
export function subscriptionItems(story: Story, plan = story.plan): Stripe.ApiList<Stripe.SubscriptionItem> {
  return {
    object: 'list',
    data: [subscriptionItem(story, plan)],
    has_more: false,
    url: `/v1/subscription_items?subscription=${story.subscriptionId}`,
  };
}

function subscriptionItem(story: Story, of: Plan): Stripe.SubscriptionItem {
  const { start, end } = story.period;
  return {
    id: subscriptionItemId(story),
    object: 'subscription_item',
    billing_thresholds: null,
    created: story.start,
    current_period_end: end,
    current_period_start: start,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: plan(story, of),
    price: price(story, of),
    quantity: 1,
    subscription: story.subscriptionId,
    tax_rates: [],
  };
}
