import type { EventContext } from '../../db/event-context';
import { upsertObject } from '../../db/upsert-object';
import type { ObjectRow, Upserted } from '../../db/upsert-statement';
import { type PayoutFacts, payoutSchema, payoutState } from '../../stripe/payout';

const rowOf = (payout: PayoutFacts): ObjectRow => ({
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
  retell: (_, object) => rowOf(payoutSchema.parse(object)),
});

/** Keeps a payout of the balance to the bank. */
export const applyPayout = (context: EventContext, payout: PayoutFacts): Promise<Upserted> =>
  upsertObject(context, rowOf(payout));
