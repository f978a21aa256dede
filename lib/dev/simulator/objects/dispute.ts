import type Stripe from 'stripe';
import { cardNetworkOf } from '../cards';
import { localPrice } from '../markets';
import type { Story } from '../story';
import { disputeTransaction } from './dispute-transaction';
import { inStripeOrder } from './in-stripe-order';

const DAY = 24 * 60 * 60;

/** How a dispute stands, and which way the money went so far. */
export type DisputeState = {
  status: 'needs_response' | 'under_review' | 'won' | 'lost';
  money: 'with shop' | 'withdrawn' | 'reinstated';
};

/** What the demo shop makes no use of. */
const UNUSED = {
  intended_submission_method: null,
};

/** The dispute of the story's charge: https://docs.stripe.com/api/disputes/object */
export function dispute(story: Story, { status, money }: DisputeState): Stripe.Dispute {
  const { card, payment } = story;
  const id = story.stemmed('du', 'dispute');
  const answered = status !== 'needs_response';
  const reason = card.brand === 'mastercard' ? '4837' : '10.4';
  return inStripeOrder({
    ...UNUSED,
    id,
    object: 'dispute',
    amount: payment.amount,
    balance_transactions: transactionsOf(story, id, money),
    charge: story.chargeId,
    created: story.disputedAt,
    currency: payment.currency,
    enhanced_eligibility_types: [],
    evidence: evidenceOf(story, answered),
    evidence_details: {
      due_by: story.disputedAt + 9 * DAY,
      enhanced_eligibility: {},
      has_evidence: answered,
      past_due: false,
      submission_count: answered ? 1 : 0,
      submission_method: answered ? 'manual' : 'not_submitted',
    },
    is_charge_refundable: false,
    livemode: story.livemode,
    metadata: {},
    network_reason_code: reason,
    payment_intent: payment.id,
    payment_method_details: {
      card: {
        brand: card.brand,
        case_type: 'chargeback',
        network: cardNetworkOf(card),
        network_reason_code: reason,
      },
      type: 'card',
    },
    reason: 'fraudulent',
    status,
  });
}

/** What the demo shop doesn't say to its defense. */
const UNSAID = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
};

const evidenceOf = ({ buyer, product }: Story, answered: boolean): Stripe.Dispute.Evidence =>
  inStripeOrder({
    ...UNSAID,
    product_description: answered ? product.name : null,
    uncategorized_text: answered ? 'The customer confirmed the delivery by e-mail.' : null,
    customer_email_address: buyer.email,
    customer_name: buyer.name,
    customer_purchase_ip: '203.0.113.24',
    enhanced_evidence: {},
  });

function transactionsOf(story: Story, id: string, money: DisputeState['money']): Stripe.BalanceTransaction[] {
  const { amount } = story.payment;
  const withdrawal = disputeTransaction(story, {
    amount: -amount,
    fee: localPrice(story.market, 15),
    source: id,
    category: 'dispute',
    description: `Chargeback withdrawal for ${story.chargeId}`,
  });
  const reversal = disputeTransaction(story, {
    amount,
    fee: 0,
    source: id,
    category: 'dispute_reversal',
    description: `Chargeback reversal for ${story.chargeId}`,
  });
  return money === 'with shop' ? [] : money === 'withdrawn' ? [withdrawal] : [withdrawal, reversal];
}
