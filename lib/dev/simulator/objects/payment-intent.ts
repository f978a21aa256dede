import type Stripe from 'stripe';
import { type Decline, declineOf } from '../declines';
import type { Story } from '../story';
import { inStripeOrder } from './in-stripe-order';
import { paymentMethod } from './payment-method';
import { reviewId } from './risk';

type Status =
  | 'requires_payment_method'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

/** What the demo shop makes no use of. */
const UNUSED = {
  allowed_payment_method_types: null,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  customer_account: null,
  excluded_payment_method_types: null,
  managed_payments: null,
  on_behalf_of: null,
  payment_method_configuration_details: null,
  payment_record: null,
  processing: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
  transfer_group: null,
};

/**
 * The PaymentIntent of the story's present payment in a status.
 * https://docs.stripe.com/api/payment_intents/object
 */
export function paymentIntent(story: Story, status: Status, decline?: Decline): Stripe.PaymentIntent {
  const { payment, payWith } = story;
  // A hold that is canceled leaves the charge that held the money.
  const held = status === 'canceled' && story.manualCapture;
  const charged = decline || held || ['processing', 'requires_capture', 'succeeded'].includes(status);
  const chosen = charged || status === 'requires_action';
  return inStripeOrder<Stripe.PaymentIntent>({
    ...UNUSED,
    id: payment.id,
    object: 'payment_intent',
    amount: payment.amount,
    amount_capturable: status === 'requires_capture' ? payment.amount : 0,
    amount_details: { tip: {} },
    amount_received: status === 'succeeded' ? story.taken : 0,
    canceled_at: status === 'canceled' ? story.now : null,
    cancellation_reason: status === 'canceled' ? 'requested_by_customer' : null,
    capture_method: story.manualCapture ? 'manual' : 'automatic_async',
    client_secret: payment.clientSecret,
    confirmation_method: 'automatic',
    created: payment.created,
    currency: payment.currency,
    customer: story.buyer.id,
    description: paymentDescription(story),
    last_payment_error: decline ? paymentError(story, decline) : null,
    latest_charge: charged ? story.chargeId : null,
    livemode: story.livemode,
    metadata: story.forInvoice ? {} : { order_id: story.orderNumber },
    next_action:
      status === 'requires_action'
        ? {
            redirect_to_url: {
              return_url: 'https://shop.example.com/return',
              url: `https://hooks.stripe.com/3d_secure_2/hosted?payment_intent=${payment.id}`,
            },
            type: 'redirect_to_url',
          }
        : null,
    payment_method: chosen && !decline ? story.paymentMethodId : null,
    payment_method_options:
      payWith === 'card'
        ? {
            card: {
              installments: null,
              mandate_options: null,
              network: null,
              request_three_d_secure: 'automatic',
            },
          }
        : { sepa_debit: {} },
    payment_method_types: [payWith],
    receipt_email: story.buyer.email,
    review: charged && story.reviewed ? reviewId(story) : null,
    setup_future_usage: story.payments === 1 ? 'off_session' : null,
    status,
  });
}

/** What Stripe writes on the payments of a subscription. */
export function paymentDescription({ forInvoice, ownInvoices, payments }: Story): string | null {
  if (!forInvoice || ownInvoices > 0) return null;
  return payments === 1 ? 'Subscription creation' : 'Subscription update';
}

function paymentError(story: Story, decline: Decline): Stripe.PaymentIntent.LastPaymentError {
  const { reason: _, sellerMessage: __, type, ...error } = declineOf(decline);
  return {
    ...error,
    charge: story.chargeId,
    payment_method: paymentMethod(story, { attached: story.payments > 1 }),
    type,
  };
}
