import type Stripe from 'stripe';
import { billOf } from '../bills';
import type { Story } from '../story';
import type { Plan } from '../story-facts';
import { plan, price } from './price';

/** The subscription as the story has it now: https://docs.stripe.com/api/subscriptions/object */
export function subscription(story: Story, status = story.subscription.status): Stripe.Subscription {
  const ended = status === 'canceled';
  return {
    id: story.subscriptionId,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: story.start,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible', updated_at: story.start },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
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
    customer_account: null,
    days_until_due: null,
    default_payment_method: status === 'incomplete' ? null : story.paymentMethodId,
    default_source: null,
    default_tax_rates: [],
    description: null,
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
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: story.start,
    status,
    test_clock: null,
    transfer_data: null,
    trial_end: status === 'trialing' ? story.period.end : null,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' } },
    trial_start: status === 'trialing' ? story.start : null,
  };
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
