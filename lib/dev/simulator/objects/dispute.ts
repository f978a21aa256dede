import type Stripe from 'stripe';
import { networkOf } from '../cards';
import { localPrice } from '../markets';
import type { Story } from '../story';
import { disputeTransaction } from './balance-transaction';

const DAY = 24 * 60 * 60;

/** How a dispute stands, and which way the money went so far. */
export type DisputeState = {
  status: 'needs_response' | 'under_review' | 'won' | 'lost';
  money: 'with shop' | 'withdrawn' | 'reinstated';
};

/** The dispute of the story's charge: https://docs.stripe.com/api/disputes/object */
export function dispute(story: Story, { status, money }: DisputeState): Stripe.Dispute {
  const { buyer, card, payment } = story;
  const id = story.stemmed('du', 'dispute');
  const answered = status !== 'needs_response';
  const taken = { amount: -payment.amount, fee: localPrice(story.market, 15), source: id };
  const withdrawal = disputeTransaction(story, {
    ...taken,
    category: 'dispute',
    description: `Chargeback withdrawal for ${story.chargeId}`,
  });
  const reversal = disputeTransaction(story, {
    amount: payment.amount,
    fee: 0,
    source: id,
    category: 'dispute_reversal',
    description: `Chargeback reversal for ${story.chargeId}`,
  });
  const reason = card.brand === 'mastercard' ? '4837' : '10.4';
  return {
    id,
    object: 'dispute',
    amount: payment.amount,
    balance_transactions: money === 'with shop' ? [] : money === 'withdrawn' ? [withdrawal] : [withdrawal, reversal],
    charge: story.chargeId,
    created: story.disputedAt,
    currency: payment.currency,
    enhanced_eligibility_types: [],
    evidence: {
      access_activity_log: null,
      billing_address: null,
      cancellation_policy: null,
      cancellation_policy_disclosure: null,
      cancellation_rebuttal: null,
      customer_communication: null,
      customer_email_address: buyer.email,
      customer_name: buyer.name,
      customer_purchase_ip: '203.0.113.24',
      customer_signature: null,
      duplicate_charge_documentation: null,
      duplicate_charge_explanation: null,
      duplicate_charge_id: null,
      enhanced_evidence: {},
      product_description: answered ? story.product.name : null,
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
      uncategorized_text: answered ? 'The customer confirmed the delivery by e-mail.' : null,
    },
    evidence_details: {
      due_by: story.disputedAt + 9 * DAY,
      enhanced_eligibility: {},
      has_evidence: answered,
      past_due: false,
      submission_count: answered ? 1 : 0,
      submission_method: answered ? 'manual' : 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: story.livemode,
    metadata: {},
    network_reason_code: reason,
    payment_intent: payment.id,
    payment_method_details: {
      card: {
        brand: card.brand,
        case_type: 'chargeback',
        network: networkOf(card),
        network_reason_code: reason,
      },
      type: 'card',
    },
    reason: 'fraudulent',
    status,
  };
}
