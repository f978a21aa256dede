import type Stripe from 'stripe';
import { cardNetworkOf, passedChecks } from '../cards';
import { type Decline, type DeclineDetails, declineOf } from '../declines';
import type { Story } from '../story';
import { mandateId } from './mandate';
import { paymentDescription } from './payment-intent';
import { billingDetails, sepaDebitOf } from './payment-method';
import { reviewId } from './risk';

/** What became of the charge, as far as the story has come. */
export type ChargeState = {
  status: 'succeeded' | 'pending' | 'failed';
  /** False for an authorisation that waits for its capture. */
  captured?: boolean;
  decline?: Decline;
  /** The balance transaction follows the charge by seconds, with `charge.updated`. */
  settled?: boolean;
  refunded?: number;
  disputed?: boolean;
};

/** The charge of the story's present attempt to pay: https://docs.stripe.com/api/charges/object */
export function charge(story: Story, state: ChargeState): Stripe.Charge {
  const { payment } = story;
  const failed = state.status === 'failed';
  const captured = !failed && (state.captured ?? true);
  const refunded = state.refunded ?? 0;
  const decline = failed ? declineOf(state.decline ?? 'generic_decline') : null;
  return {
    id: story.chargeId,
    object: 'charge',
    amount: payment.amount,
    amount_captured: captured ? story.taken : 0,
    amount_refunded: refunded,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: state.settled ? story.paymentId('txn', story.chargeId) : null,
    billing_details: billingDetails(story),
    calculated_statement_descriptor: story.payWith === 'card' ? 'HOOKWELL DEMO SHOP' : null,
    captured,
    created: payment.chargedAt,
    currency: payment.currency,
    customer: story.buyer.id,
    description: paymentDescription(story),
    disputed: state.disputed ?? false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: story.livemode,
    metadata: story.forInvoice ? {} : { order_id: story.orderNumber },
    on_behalf_of: null,
    outcome: outcome(story, decline),
    paid: state.status === 'succeeded',
    payment_intent: payment.id,
    payment_method: story.paymentMethodId,
    payment_method_details: methodDetails(story, captured),
    radar_options: {},
    receipt_email: story.buyer.email,
    receipt_number: null,
    receipt_url: failed ? null : receiptUrl(story),
    refunded: captured && refunded === story.taken,
    review: story.reviewed && !failed ? reviewId(story) : null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: state.status,
    transfer_data: null,
    transfer_group: null,
  };
}

/** Where the buyer reads the receipt. Long, as Stripe's is. */
function receiptUrl(story: Story): string {
  const token = story.random(`receipt ${story.chargeId}`).text(96);
  return `https://pay.stripe.com/receipts/payment/CAcaFwoVYWNjdF8x${token}?s=ap`;
}

function outcome(story: Story, decline: DeclineDetails | null): Stripe.Charge.Outcome {
  const score = story.random(`risk ${story.chargeId}`).int(1, 48);
  if (story.reviewed && !decline) return inReview(score);
  return {
    advice_code: decline?.advice_code ?? null,
    network_advice_code: null,
    network_decline_code: decline?.network_decline_code ?? null,
    network_status: decline ? 'declined_by_network' : 'approved_by_network',
    reason: decline?.reason ?? null,
    risk_level: story.payWith === 'card' ? 'normal' : 'not_assessed',
    ...(story.payWith === 'card' ? { risk_score: score } : {}),
    seller_message: decline?.sellerMessage ?? 'Payment complete.',
    type: decline ? 'issuer_declined' : 'authorized',
  };
}

/** Radar's own rule puts what it rates as elevated into the shop's queue. https://docs.stripe.com/radar/reviews */
const inReview = (score: number): Stripe.Charge.Outcome => ({
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: 'elevated_risk_level',
  risk_level: 'elevated',
  risk_score: 65 + (score % 10),
  seller_message: 'Stripe evaluated this payment as having elevated risk, and placed it in your manual review queue.',
  type: 'manual_review',
});

function methodDetails(story: Story, captured: boolean): Stripe.Charge.PaymentMethodDetails {
  if (story.payWith === 'sepa_debit') {
    const { generated_from: _, ...account } = sepaDebitOf(story);
    return { sepa_debit: { ...account, mandate: mandateId(story) }, type: 'sepa_debit' };
  }
  const { card, payment } = story;
  const random = story.random(`authorization ${story.chargeId}`);
  return {
    card: {
      amount_authorized: payment.amount,
      authorization_code: random.text(6, '0123456789'),
      brand: card.brand,
      ...(captured ? {} : { capture_before: payment.chargedAt + 7 * 24 * 60 * 60 }),
      checks: { ...passedChecks },
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: card.expMonth,
      exp_year: card.expYear,
      extended_authorization: { status: 'disabled' },
      fingerprint: card.fingerprint,
      funding: card.funding,
      incremental_authorization: { status: 'unavailable' },
      installments: null,
      last4: card.last4,
      mandate: null,
      multicapture: { status: 'unavailable' },
      network: cardNetworkOf(card),
      network_token: { used: false },
      network_transaction_id: random.text(15, '0123456789'),
      overcapture: { maximum_amount_capturable: payment.amount, status: 'unavailable' },
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
    type: 'card',
  };
}
