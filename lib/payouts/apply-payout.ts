import type { EventContext } from '../db/event-context';
import { type Upserted, upsertObject } from '../db/upsert-object';
import { type PayoutFacts, payoutState } from '../stripe/payout';

/** Keeps a payout of the balance to the bank. */
export function applyPayout(context: EventContext, payout: PayoutFacts): Promise<Upserted> {
  return upsertObject(context, {
    table: 'payouts',
    state: payoutState(payout),
    columns: {
      id: payout.id,
      status: payout.status,
      amount: payout.amount,
      currency: payout.currency,
      arrival_date: payout.arrival_date,
      failure_code: payout.failure_code,
      failure_message: payout.failure_message,
      created_at: payout.created,
    },
  });
}
