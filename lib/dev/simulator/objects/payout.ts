import type Stripe from 'stripe';
import type { Story } from '../story';

const DAY = 24 * 60 * 60;

/** How the payout stands; `traced` once the bank has given it a number, `reconciled` once its transactions are listed. */
export type PayoutState = {
  status: 'pending' | 'in_transit' | 'paid' | 'failed' | 'canceled';
  traced?: boolean;
  reconciled?: boolean;
};

/** A payout of the shop's balance to its bank account: https://docs.stripe.com/api/payouts/object */
export function payout(story: Story, { status, traced, reconciled }: PayoutState): Stripe.Payout {
  const random = story.random('payout');
  const failed = status === 'failed';
  return {
    id: story.stemmed('po', 'payout'),
    object: 'payout',
    amount: story.payment.amount * random.int(20, 90),
    application_fee: null,
    application_fee_amount: null,
    arrival_date: Math.floor(story.start / DAY) * DAY + 2 * DAY,
    automatic: true,
    balance_transaction: story.stemmed('txn', 'payout'),
    created: story.start,
    currency: story.payment.currency,
    description: 'STRIPE PAYOUT',
    destination: story.stemmed('ba', 'bank'),
    failure_balance_transaction: failed ? story.stemmed('txn', 'payout failed') : null,
    failure_code: failed ? 'account_closed' : null,
    failure_message: failed ? 'The bank account has been closed' : null,
    livemode: story.livemode,
    metadata: {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: reconciled ? 'completed' : 'in_progress',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status,
    trace_id: traced
      ? { status: 'supported', value: random.text(15, '0123456789') }
      : { status: 'pending', value: null },
    type: 'bank_account',
  };
}
