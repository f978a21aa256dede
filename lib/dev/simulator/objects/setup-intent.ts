import type Stripe from 'stripe';
import { declineOf } from '../declines';
import type { Story } from '../story';
import { paymentMethod } from './payment-method';

type Status = 'requires_payment_method' | 'requires_action' | 'succeeded' | 'canceled';

/**
 * The SetupIntent with which the buyer saves a card. `failed` when the bank refused it.
 * https://docs.stripe.com/api/setup_intents/object
 */
export function setupIntent(story: Story, status: Status, failed = false): Stripe.SetupIntent {
  const id = story.stemmed('seti', 'setup');
  const attempted = failed || status === 'succeeded' || status === 'requires_action';
  return {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: status === 'canceled' ? 'requested_by_customer' : null,
    client_secret: `${id}_secret_${story.random(id).text(25)}`,
    created: story.start,
    customer: story.buyer.id,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: failed ? setupError(story) : null,
    latest_attempt: attempted ? story.stemmed('setatt', `setup ${story.cards}`) : null,
    livemode: story.livemode,
    managed_payments: null,
    mandate: null,
    metadata: {},
    next_action:
      status === 'requires_action'
        ? {
            redirect_to_url: {
              return_url: 'https://shop.example.com/account/cards',
              url: `https://hooks.stripe.com/3d_secure_2/hosted?setup_intent=${id}`,
            },
            type: 'redirect_to_url',
          }
        : null,
    on_behalf_of: null,
    payment_method: attempted && !failed ? story.paymentMethodId : null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    single_use_mandate: null,
    status,
    usage: 'off_session',
  };
}

function setupError(story: Story): Stripe.SetupIntent.LastSetupError {
  const { reason: _, sellerMessage: __, type, ...error } = declineOf('generic_decline');
  return { ...error, payment_method: paymentMethod(story, { attached: false }), type };
}
