import type { Pool } from 'pg';
import { transact } from '../db/transact';
import { tryLock } from './lock';

/** Notes that are taken in one go. Many of them name the same quarter of an hour. */
const AT_ONCE = 500;

const TAKE_SQL = `
with taken as (
  delete from money_changes where id in (select id from money_changes order by id limit ${AT_ONCE}) returning livemode, start
)
select livemode, start, count(*)::int as notes from taken group by 1, 2`;

/** What a refund gave back: a hold that was released gave nothing, see lib/orders/refunded-amount.ts. */
export const GAVE_BACK = `status not in ('failed', 'canceled') and reason is distinct from 'expired_uncaptured_charge'`;

const ADD_SQL = `
with quarters as (
  select * from unnest($1::boolean[], $2::timestamptz[]) as q(livemode, start)
), sums as (
  select q.livemode, q.start, m.currency, sum(m.received) as received, sum(m.payments) as payments,
    sum(m.refunded) as refunded, sum(m.refunds) as refunds
  from quarters q, lateral (
    select lower(currency) as currency, amount_received as received, 1 as payments, 0 as refunded, 0 as refunds from orders
    where livemode = q.livemode and paid_at >= q.start and paid_at < q.start + interval '15 minutes' and currency is not null
    union all
    select lower(currency), 0, 0, amount, 1 from refunds
    where livemode = q.livemode and created_at >= q.start and created_at < q.start + interval '15 minutes' and ${GAVE_BACK}
  ) as m
  group by q.livemode, q.start, m.currency
), gone as (
  delete from money_rollups r using quarters q where r.livemode = q.livemode and r.start = q.start
    and not exists (select from sums s where s.livemode = r.livemode and s.start = r.start and s.currency = r.currency)
)
insert into money_rollups (livemode, start, currency, received, payments, refunded, refunds)
select livemode, start, currency, received, payments, refunded, refunds from sums
on conflict (livemode, start, currency) do update set
  received = excluded.received, payments = excluded.payments, refunded = excluded.refunded, refunds = excluded.refunds`;

/**
 * Adds up the money of every quarter of an hour that was noted as changed. The notes go with the same transaction. They
 * are taken by a statement before the one that adds up: what commits in between is in the sums, and its note brings them
 * up once more. Returns whether there are more: not for those that came meanwhile, which would never end while a shop sells.
 * Another process that does the same is not waited for.
 */
export async function rollMoney(pool: Pool): Promise<boolean> {
  return transact(pool, async (client) => {
    if (!(await tryLock(client, 'money'))) return false;
    const { rows } = await client.query<{ livemode: boolean; start: Date; notes: number }>(TAKE_SQL);
    if (rows.length === 0) return false;
    await client.query(ADD_SQL, [rows.map(({ livemode }) => livemode), rows.map(({ start }) => start)]);
    return rows.reduce((sum, { notes }) => sum + notes, 0) === AT_ONCE;
  });
}
