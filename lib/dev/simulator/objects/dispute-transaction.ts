import type Stripe from 'stripe';
import type { Story } from '../story';

/** What a movement of the shop's balance is for. Amounts are in minor units; negative when money leaves. */
type Movement = {
  amount: number;
  fee: number;
  description: string;
  category: 'dispute' | 'dispute_reversal';
  source: string;
};

/** A movement of the shop's balance for a dispute: https://docs.stripe.com/api/balance_transactions/object */
export function disputeTransaction(story: Story, movement: Movement): Stripe.BalanceTransaction {
  const { amount, fee, description, category, source } = movement;
  const { currency } = story.payment;
  return {
    id: story.stemmed('txn', `${source} ${category}`),
    object: 'balance_transaction',
    amount,
    available_on: story.disputedAt,
    balance_type: 'payments',
    created: story.disputedAt,
    currency,
    description,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0 ? [] : [{ amount: fee, application: null, currency, description: 'Dispute fee', type: 'stripe_fee' }],
    net: amount - fee,
    reporting_category: category,
    source,
    status: 'available',
    type: 'adjustment',
  };
}
