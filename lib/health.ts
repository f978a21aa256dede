import type { Pool } from 'pg';
import { STALE_SECONDS } from './worker/heartbeat';

export type Health = {
  /** `unhealthy` only if events cannot be stored: anything else must not make a load balancer take the door away. */
  status: 'ok' | 'degraded' | 'unhealthy';
  problems: string[];
  database: 'ok' | 'unreachable';
  migrations: { pending: string[] };
  workers: number;
  waiting: { events: number; oldestSeconds: number | null };
};

type Row = { applied: string[]; workers: number; waiting: number; oldest: number | null };

/** An event that waits longer than this, with its next try not in the future, says that no worker keeps up. */
const LATE_SECONDS = 60;

// to_regclass: before the first migration the tables are not there, and that is an answer too.
const READY_SQL = `select to_regclass('_prisma_migrations') is not null and to_regclass('webhook_events') is not null
  and to_regclass('worker_heartbeats') is not null as ready`;
const HEALTH_SQL = `
select
  (select coalesce(array_agg(migration_name::text), '{}') from _prisma_migrations where finished_at is not null and rolled_back_at is null) as applied,
  (select count(*)::int from worker_heartbeats where beat_at > now() - make_interval(secs => $1)) as workers,
  (select count(*)::int from (select 1 from webhook_events where status in ('pending', 'retrying') limit 10000) as some) as waiting,
  (select extract(epoch from now() - min(coalesce(next_attempt_at, received_at)))::int
   from webhook_events where status in ('pending', 'retrying')) as oldest`;

/** Looks whether events can be stored, and whether they are being applied. Never throws; says what to do about each problem. */
export async function checkHealth(pool: Pool, knownMigrations: string[]): Promise<Health> {
  try {
    const { rows: ready } = await pool.query<{ ready: boolean }>(READY_SQL);
    if (!ready[0]?.ready)
      return unhealthy('ok', 'The database has no tables yet: run `npm run db:migrate`', knownMigrations);
    const { rows } = await pool.query<Row>(HEALTH_SQL, [STALE_SECONDS]);
    return judge(rows[0] as Row, knownMigrations);
  } catch (error) {
    return unhealthy(
      'unreachable',
      `The database cannot be reached (${(error as { code?: string }).code ?? (error as Error).name})`,
      [],
    );
  }
}

function unhealthy(database: Health['database'], problem: string, pending: string[]): Health {
  return {
    status: 'unhealthy',
    problems: [problem],
    database,
    migrations: { pending },
    workers: 0,
    waiting: { events: 0, oldestSeconds: null },
  };
}

function judge({ applied, workers, waiting, oldest }: Row, known: string[]): Health {
  const pending = known.filter((name) => !applied.includes(name));
  const oldestSeconds = oldest === null ? null : Math.max(0, oldest);
  const problems = [
    ...(pending.length > 0 ? [`Migrations are not applied: ${pending.join(', ')}; run \`npm run db:migrate\``] : []),
    ...(workers === 0
      ? [
          'No worker is running: events are kept, but not applied; start one with `npm run worker`, or set WORKER=inline',
        ]
      : []),
    ...(oldestSeconds !== null && oldestSeconds > LATE_SECONDS
      ? [`The oldest waiting event is ${oldestSeconds} s late`]
      : []),
  ];
  return {
    status: problems.length > 0 ? 'degraded' : 'ok',
    problems,
    database: 'ok',
    migrations: { pending },
    workers,
    waiting: { events: waiting, oldestSeconds },
  };
}
