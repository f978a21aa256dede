import type { EventContext } from '../../db/event-context';
import { rowToJson } from '../../db/row-json';
import type { DisputeFacts } from '../../stripe/dispute';

/**
 * Keeps what a dispute moved, by the id of each balance transaction: withdrawn, reinstated in part, withdrawn again. What
 * is there stays, because a later event may list fewer. https://docs.stripe.com/api/disputes/object#dispute_object-balance_transactions
 */
export async function writeMovements({ tx, event }: EventContext, dispute: DisputeFacts): Promise<void> {
  const rows = dispute.balance_transactions.map((moved) =>
    rowToJson({
      account: event.account,
      livemode: event.livemode,
      id: moved.id,
      dispute_id: dispute.id,
      amount: moved.amount,
      amount_fee: moved.fee,
      currency: moved.currency,
      category: moved.reporting_category,
      created_at: moved.created ?? dispute.created,
    }),
  );
  await tx.$executeRaw`
    insert into hookwell.dispute_movements (account, livemode, id, dispute_id, amount, amount_fee, currency, category, created_at)
    select account, livemode, id, dispute_id, amount, amount_fee, currency, category, created_at
    from jsonb_to_recordset(${`[${rows.join(',')}]`}::jsonb) as m(
      account text, livemode boolean, id text, dispute_id text, amount bigint, amount_fee bigint, currency text, category text,
      created_at timestamptz
    ) order by id
    on conflict (id, livemode, account, stripe_account) do update set created_at = excluded.created_at
      where dispute_movements.created_at > excluded.created_at`;
}
