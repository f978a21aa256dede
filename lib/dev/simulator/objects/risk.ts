import type Stripe from 'stripe';
import type { Story } from '../story';

/** A payment that a person should look at: https://docs.stripe.com/api/radar/reviews/object */
export function review(story: Story, open: boolean): Stripe.Review {
  return {
    id: reviewId(story),
    object: 'review',
    billing_zip: story.buyer.address.postal_code,
    charge: story.chargeId,
    closed_reason: open ? null : story.reviewEnd,
    created: story.payment.chargedAt,
    ip_address: '203.0.113.24',
    ip_address_location: {
      city: story.buyer.address.city,
      country: story.buyer.address.country,
      latitude: null,
      longitude: null,
      region: story.buyer.address.state,
    },
    livemode: story.livemode,
    open,
    opened_reason: 'rule',
    payment_intent: story.payment.id,
    reason: open ? 'rule' : story.reviewEnd,
    session: null,
  };
}

/** The review's id, which the PaymentIntent and the charge name. */
export const reviewId = (story: Story): string => story.stemmed('prv', 'review');

/** A card network's warning of fraud: https://docs.stripe.com/api/radar/early_fraud_warnings/object */
export function earlyFraudWarning(story: Story): Stripe.Radar.EarlyFraudWarning {
  return {
    id: story.stemmed('issfr', 'warning'),
    object: 'radar.early_fraud_warning',
    actionable: true,
    charge: story.chargeId,
    created: story.now,
    fraud_type: 'unauthorized_use_of_card',
    livemode: story.livemode,
    payment_intent: story.payment.id,
  };
}
