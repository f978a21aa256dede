import type { Pool } from 'pg';
import { transact } from '../../db/transact';
import { tryLock } from './lock';
import { MOVEMENT_COLUMNS, SUMS } from './movement-sums';

/** Notes that are taken in one go. Many of them name the same quarter of an hour. */
const AT_ONCE = 500;

const TAKE_SQL = `
with taken as (
  delete from hookwell.money_changes where id in (select id from hookwell.money_changes order by id limit ${AT_ONCE}) returning livemode, start
)
select livemode, start, count(*)::int as notes from taken group by 1, 2`;

const COLUMNS = SUMS.join(', ');

const ADD_SQL = `
with quarters as (
  select * from unnest($1::boolean[], $2::timestamptz[]) as q(livemode, start)
), sums as (
  select q.livemode, q.start, m.currency, ${SUMS.map((name) => `sum(m.${name}) as ${name}`).join(', ')}
  from quarters q, lateral (
    select ${MOVEMENT_COLUMNS} from hookwell.order_movements
    where livemode = q.livemode and moved_at >= q.start and moved_at < q.start + interval '15 minutes'
  ) as m
  group by q.livemode, q.start, m.currency
), gone as (
  delete from hookwell.money_rollups r using quarters q where r.livemode = q.livemode and r.start = q.start
    and not exists (select from sums s where s.livemode = r.livemode and s.start = r.start and s.currency = r.currency)
)
insert into hookwell.money_rollups (livemode, start, currency, ${COLUMNS})
select livemode, start, currency, ${COLUMNS} from sums
on conflict (livemode, start, currency) do update set ${SUMS.map((name) => `${name} = excluded.${name}`).join(', ')}`;

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
