import type Stripe from 'stripe';
import type { Story } from '../story';
import type { RefundFact } from '../story-facts';

/** How a refund stands. `referenced` once the acquirer's reference number is known, which takes days. */
export type RefundState = { status: 'pending' | 'succeeded' | 'failed'; referenced?: boolean };

/** A refund of the story: https://docs.stripe.com/api/refunds/object */
export function refund(story: Story, fact: RefundFact, { status, referenced }: RefundState): Stripe.Refund {
  const failed = status === 'failed';
  const card: Stripe.Refund.DestinationDetails.Card = {
    ...(referenced ? { reference: fact.reference } : {}),
    reference_status: referenced ? 'available' : 'pending',
    reference_type: 'acquirer_reference_number',
    type: 'refund',
  };
  return {
    id: fact.id,
    object: 'refund',
    amount: fact.amount,
    balance_transaction: fact.transaction,
    charge: story.chargeId,
    created: fact.created,
    currency: story.payment.currency,
    customer: story.buyer.id,
    customer_account: null,
    destination_details: story.payWith === 'card' ? { card, type: 'card' } : { type: 'sepa_debit' },
    ...(failed
      ? {
          failure_balance_transaction: story.paymentId('txn', `${fact.id} failed`),
          failure_reason: 'lost_or_stolen_card',
        }
      : {}),
    metadata: {},
    payment_intent: story.payment.id,
    payment_method: story.paymentMethodId,
    reason: 'requested_by_customer',
    receipt_number: null,
    source_transfer_reversal: null,
    status,
    transfer_reversal: null,
  };
}
