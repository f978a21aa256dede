import type { Pool } from 'pg';
import { transact } from '../../db/transact';
import { tryLock } from './lock';

/** As far as one transaction goes: what a shop receives in this time is counted in a second or two. */
const STEP_MS = 6 * 3_600_000;

/** Counts of single minutes serve the last hour only. */
const MINUTES_KEPT = '2 days';

/** For a server process that had looked at the clock and was not running when it should have said so. */
const MARGIN_MS = 5_000;

/**
 * The watermark, and the moment before which nothing can appear any more. An event is dated by the beginning of its
 * transaction, so none can be older than the oldest transaction that is still open. This must be read before, not with,
 * what is counted.
 */
const STATE_SQL = `
select (select until from hookwell.rollup_states where name = 'events') as until,
  (select until > now() from hookwell.rollup_states where name = 'events') as ahead, date_trunc('milliseconds', least(now(), (
    select min(xact_start) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
  )) - $1 * interval '1 millisecond') as horizon`;

const NEXT_SQL = `
select min(next.received_at) as next
from (values (true), (false)) as m(livemode), lateral (
  select received_at from hookwell.webhook_events
  where livemode = m.livemode and received_at >= coalesce($1::timestamptz, '-infinity') order by received_at limit 1
) as next`;

const COUNT_SQL = `
insert into hookwell.event_rollups as r (minutes, livemode, start, type, total)
select w.minutes, c.livemode, date_bin(w.minutes * interval '1 minute', c.start, '2000-01-01T00:00Z') as begun, c.type, sum(c.total)
from (
  select livemode, date_trunc('minute', received_at) as start, type, count(*) as total from hookwell.webhook_events
  where livemode in (true, false) and received_at >= $1 and received_at < $2 group by 1, 2, 3
) as c, unnest('{1,15,60}'::smallint[]) as w(minutes)
where w.minutes > 1 or c.start >= now() - interval '${MINUTES_KEPT}'
group by w.minutes, c.livemode, begun, c.type
on conflict (minutes, livemode, start, type) do update set total = r.total + excluded.total`;

const TRIM_SQL = `
delete from hookwell.event_rollups where minutes = 1 and livemode in (true, false) and start < now() - interval '${MINUTES_KEPT}'`;

/**
 * Adds the events that were received since the last time to the counts, and moves the watermark in the same transaction:
 * each event is counted once, whenever a process dies. Returns whether there is more to add at once. Another process that
 * does the same is not waited for.
 */
export async function rollEvents(pool: Pool, marginMs = MARGIN_MS): Promise<boolean> {
  return transact(pool, async (client) => {
    if (!(await tryLock(client, 'events'))) return false;
    const { rows: states } = await client.query<{ until: Date | null; ahead: boolean | null; horizon: Date }>(
      STATE_SQL,
      [marginMs],
    );
    const [state] = states;
    if (!state) return false;
    if (state.ahead) {
      // The clock was set back: what comes now would lie before the watermark, and never be counted.
      await client.query('delete from hookwell.event_rollups');
      await client.query(`delete from hookwell.rollup_states where name = 'events'`);
      return true;
    }
    const { rows } = await client.query<{ next: Date | null }>(NEXT_SQL, [state.until]);
    const next = rows[0]?.next;
    if (!next || next >= state.horizon) return false;
    const until = new Date(Math.min(state.horizon.getTime(), next.getTime() + STEP_MS));
    await client.query(COUNT_SQL, [next, until]);
    await client.query(
      `insert into hookwell.rollup_states (name, until) values ('events', $1) on conflict (name) do update set until = excluded.until`,
      [until],
    );
    await client.query(TRIM_SQL);
    return until < state.horizon;
  });
}
