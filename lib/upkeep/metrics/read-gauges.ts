import type { Pool } from 'pg';
import { OLDEST_WAITING_SQL } from '../../inbox/store/oldest-waiting.sql';
import { STALE_SECONDS } from '../liveness/heartbeat';

/** A number as it is at this moment. */
export type Gauge = { name: string; help: string; values: { labels: Record<string, string>; value: number }[] };

type Query = { name: string; help: string; sql: string; values?: unknown[] };

/** Where counting stops: a scrape must stay cheap when much is waiting. */
const MOST = 100_000;
const mode = `case when livemode then 'live' else 'test' end`;

/** Each selects `value` and, beside it, its labels. */
const QUERIES: Query[] = [
  {
    name: 'hookwell_events_waiting',
    help: `Events that are not applied yet, or failed and wait for a person, by mode and status (at most ${MOST} are counted).`,
    sql: `select ${mode} as mode, status::text, count(*)::float8 as value from (
        select livemode, status from hookwell.webhook_events where status in ('pending', 'retrying', 'failed') limit ${MOST}
      ) as waiting group by 1, 2`,
  },
  {
    name: 'hookwell_oldest_waiting_seconds',
    help: 'How long the oldest event that is due has waited; 0 when none is.',
    sql: `select coalesce(greatest(0, seconds), 0) as value from (${OLDEST_WAITING_SQL}) as oldest`,
  },
  {
    name: 'hookwell_jobs',
    help: `Jobs of the queue by task and state: due, later, running or given_up (at most ${MOST} are counted).`,
    sql: `select t.identifier as task, state, count(*)::float8 as value from (
        select j.task_id, case when locked_at is not null then 'running' when attempts >= max_attempts then 'given_up'
          when run_at > now() then 'later' else 'due' end as state
        from hookwell_worker._private_jobs j limit ${MOST}
      ) as jobs join hookwell_worker._private_tasks t on t.id = jobs.task_id
      group by 1, 2`,
  },
  {
    name: 'hookwell_effects_waiting',
    help: `Effects that are not done, by kind and status (at most ${MOST} are counted).`,
    sql: `select kind, status::text, count(*)::float8 as value from (
        select kind, status from hookwell.effects where status in ('pending', 'retrying', 'failed') limit ${MOST}
      ) as waiting group by 1, 2`,
  },
  {
    name: 'hookwell_orders_held',
    help: `Paid orders that are not fulfilled because something stands against it, by mode and code (at most ${MOST} are counted).`,
    sql: `select ${mode} as mode, code, count(*)::float8 as value from (
        select livemode, hold_code as code from hookwell.orders where hold_code is not null and fulfilled_at is null limit ${MOST}
      ) as held group by 1, 2`,
  },
  {
    name: 'hookwell_workers',
    help: 'Workers that were heard lately.',
    sql: `select count(*)::float8 as value from hookwell.worker_heartbeats where beat_at > now() - make_interval(secs => $1)`,
    values: [STALE_SECONDS],
  },
  {
    name: 'hookwell_last_event_age_seconds',
    help: 'How long ago the last event was received, by mode.',
    sql: `select m.mode, extract(epoch from now() - e.received_at)::float8 as value
      from (values ('live', true), ('test', false)) as m(mode, livemode), lateral (
        select received_at from hookwell.webhook_events where livemode = m.livemode order by received_at desc limit 1
      ) as e`,
  },
  {
    name: 'hookwell_sweep_age_seconds',
    help: 'How far the comparison with Stripe’s list of events is behind, by mode and account.',
    sql: `select ${mode} as mode, coalesce(account, '') as account, extract(epoch from now() - until)::float8 as value from hookwell.sweep_states`,
  },
  {
    name: 'hookwell_sweep_failing',
    help: 'Whether the last sweep stopped with an error, by mode and account.',
    sql: `select ${mode} as mode, coalesce(account, '') as account, (error is not null)::int::float8 as value from hookwell.sweep_states`,
  },
  {
    name: 'hookwell_sweep_healed',
    help: 'Events that never arrived and were fetched by a sweep, by mode.',
    sql: `select ${mode} as mode, sum(healed)::float8 as value from hookwell.sweep_runs group by 1`,
  },
  {
    name: 'hookwell_findings_open',
    help: 'Rules about the money that do not hold, by rule.',
    sql: `select rule, count(*)::float8 as value from hookwell.findings where resolved_at is null group by 1`,
  },
  {
    name: 'hookwell_rejected_open',
    help: 'Kinds of rejected deliveries that nobody has dismissed, by code.',
    sql: `select code, count(*)::float8 as value from hookwell.rejected_deliveries where dismissed_at is null group by 1`,
  },
];

/** Reads all of them, one after another on one connection: a scrape takes no more of the pool than one page does. */
export async function readGauges(pool: Pool): Promise<Gauge[]> {
  const gauges: Gauge[] = [];
  for (const { name, help, sql, values } of QUERIES) {
    const { rows } = await pool.query<{ value: number } & Record<string, string | number>>(sql, values);
    gauges.push({ name, help, values: rows.map(({ value, ...labels }) => ({ labels: labels as never, value })) });
  }
  return gauges;
}
