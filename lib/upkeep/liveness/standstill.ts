import { WORKER_SCHEMA } from '../../db/schemas';
import { SILENCE_FLAG, STRIPE_FLAG } from '../../kit/jobs/jobs';
import { STALE_SECONDS } from './heartbeat';

/** Something that runs SQL and returns its rows: a pool, a client, or Prisma's `$queryRawUnsafe`. */
export type RunSql = (sql: string, ...values: unknown[]) => Promise<unknown>;

/** A worker runs, events are due, and none of them is applied. */
export type Standstill = { seconds: number; events: number; cause: string; fix: string };

/** So long may nothing be applied while something is due. */
const STANDSTILL_SECONDS = 60;

/** Looked at for the cause; that many are bad news whatever their exact number. */
const MOST = 1_000;

/*
 * Two witnesses of work: what a worker says it has recorded, and the records themselves. A worker that has only just
 * started has had no time yet.
 */
const STILL_SQL = `
select extract(epoch from now() - greatest(
    (select min(started_at) from hookwell.worker_heartbeats where beat_at > now() - make_interval(secs => $1)),
    (select max(applied_at) from hookwell.worker_heartbeats),
    (select finished_at from (select finished_at from hookwell.event_attempts order by id desc limit 1) as latest
     where finished_at <= now())
  ))::float8 as quiet,
  exists(select from hookwell.worker_heartbeats where beat_at > now() - make_interval(secs => $1)) as running,
  (select extract(epoch from now() - min(coalesce(next_attempt_at, received_at)))::float8
   from hookwell.webhook_events where status in ('pending', 'retrying')) as late`;

type Still = { quiet: number | null; running: boolean; late: number | null };

const QUEUE_SQL = `
with silence as (
  select from ${WORKER_SCHEMA}.jobs where jsonb_exists(flags, '${SILENCE_FLAG}') limit 1
), due as (
  select id, coalesce(next_attempt_at, received_at) as since from hookwell.webhook_events e
  where status in ('pending', 'retrying') and coalesce(next_attempt_at, received_at) < now() - make_interval(secs => $1)
    and not exists (
      select from ${WORKER_SCHEMA}.jobs j, silence where j.key = 'event:' || e.id and jsonb_exists(j.flags, '${STRIPE_FLAG}')
        and (j.locked_at is null or j.locked_at > now() - make_interval(secs => $1))
    )
  order by 2 limit ${MOST}
), seen as (
  select due.since, j.id as job, j.locked_at, j.locked_at is null and j.run_at > now() as later,
    j.locked_at is null and j.attempts >= j.max_attempts as dead
  from due left join ${WORKER_SCHEMA}.jobs j on j.key = 'event:' || due.id
)
select count(*)::int as events, extract(epoch from now() - min(since))::float8 as seconds,
  (count(*) filter (where job is null or dead))::int as stranded,
  (count(*) filter (where locked_at is not null))::int as held,
  extract(epoch from now() - min(locked_at))::float8 as "heldFor"
from seen where not later or later is null`;

type Queue = { events: number; seconds: number; stranded: number; held: number; heldFor: number | null };

const WORKERS_SQL = `
select host, pid, problem, jobs, stopping, extract(epoch from now() - busy_since)::float8 as "busyFor",
  extract(epoch from now() - asked_at)::float8 as "askedAgo"
from hookwell.worker_heartbeats where beat_at > now() - make_interval(secs => $1) order by started_at`;

type Running = {
  host: string;
  pid: number;
  problem: string | null;
  jobs: number;
  stopping: boolean;
  busyFor: number | null;
  askedAgo: number | null;
};

/**
 * Whether a worker runs and nothing is applied although something is due, and why. A try that is still to come, or a job
 * that is scheduled for later, is not due; what waits because Stripe does not answer is told by ./stripe-silence.ts. One text for health, doctor, overview and alert: they must not disagree.
 */
export async function findStandstill(run: RunSql): Promise<Standstill | null> {
  const [still] = (await run(STILL_SQL, STALE_SECONDS)) as [Still];
  if (!still.running || (still.quiet ?? 0) < STANDSTILL_SECONDS || (still.late ?? 0) < STANDSTILL_SECONDS) return null;
  const workers = (await run(WORKERS_SQL, STALE_SECONDS)) as Running[];
  const seconds = Math.round(Math.min(still.quiet ?? 0, still.late ?? 0));
  let queue: Queue;
  try {
    [queue] = (await run(QUEUE_SQL, STANDSTILL_SECONDS)) as [Queue];
  } catch (error) {
    if (!isRefused(error)) throw error;
    return { seconds, events: 1, cause: `the queue can't be read: ${error.message}`, fix: LOOK_AT_DATABASE };
  }
  if (queue.events === 0) return null;
  return {
    seconds: Math.round(Math.min(still.quiet ?? 0, queue.seconds)),
    events: queue.events,
    ...explain(queue, workers),
  };
}

/** Whether the database said that a table, a schema or a right is missing; Prisma gives it a code of its own. */
export const isRefused = (error: unknown): error is Error =>
  error instanceof Error && /^(42|3F|P2010)/.test((error as { code?: string }).code ?? '');

const LOOK_AT_DATABASE = 'npm run doctor -- --only database says what is missing.';

const nameOf = ({ host, pid }: Running) => `process ${pid} on ${host}`;
const span = (seconds: number | null) => `${Math.round(seconds ?? 0)} s`;

function explain({ events, stranded, held, heldFor }: Queue, workers: Running[]): Pick<Standstill, 'cause' | 'fix'> {
  const stopping = workers.every((worker) => worker.stopping);
  const [busiest] = [...workers].sort((a, b) => (b.busyFor ?? 0) - (a.busyFor ?? 0));
  if (stopping && busiest)
    return {
      cause: `the only worker (${nameOf(busiest)}) was told to end: it finishes ${busiest.jobs} jobs, the oldest for ${span(busiest.busyFor)}, and takes no others`,
      fix: 'Start another worker: npm run worker. If this one does not end, end it by force: what it has in hand is taken over.',
    };
  const refused = workers.find(({ problem }) => problem !== null);
  if (refused)
    return {
      cause: `the queue gives the worker (${nameOf(refused)}) no jobs: ${refused.problem}`,
      fix: `${LOOK_AT_DATABASE} Once that is in order, the worker goes on by itself.`,
    };
  if (held > 0 && held + stranded >= events)
    return {
      cause: `${held === 1 ? 'one job' : `${held} jobs`} of events ${held === 1 ? 'is' : 'are'} in hand, the oldest for ${span(heldFor)}, and ${held === 1 ? 'does' : 'do'} not end`,
      fix: HANGING,
    };
  if (
    busiest &&
    (busiest.busyFor ?? 0) > STANDSTILL_SECONDS &&
    (busiest.askedAgo ?? Number.POSITIVE_INFINITY) > STANDSTILL_SECONDS
  )
    return {
      cause: `the worker (${nameOf(busiest)}) is busy with ${busiest.jobs} jobs, the oldest for ${span(busiest.busyFor)}, and takes no others`,
      fix: HANGING,
    };
  if (stranded >= events)
    return {
      cause: 'they have no job in the queue, and the worker gives them none',
      fix: 'Its log says why (“Could not look for what waits without a job”). Restart the worker.',
    };
  const silent = workers.find(({ askedAgo }) => askedAgo === null || askedAgo > STANDSTILL_SECONDS);
  return silent
    ? {
        cause: `their jobs are due, and the worker (${nameOf(silent)}) has had no answer from the queue ${silent.askedAgo === null ? 'since it started' : `for ${span(silent.askedAgo)}`}`,
        fix: 'Restart the worker. Behind a pooler, set DIRECT_DATABASE_URL: npm run doctor -- --only database.',
      }
    : {
        cause: 'their jobs are due, the queue answers the worker, and nothing is recorded',
        fix: 'Look at its log. If it is silent, do app and worker use the same schema? npm run doctor -- --only database.',
      };
}

const HANGING =
  "A handler waits for something: for a lock (select * from pg_stat_activity where wait_event_type = 'Lock'), or for an answer without a limit. Restart the worker: what it has in hand is taken over.";

/** In one sentence. */
export function tellStandstill({ seconds, events, cause }: Standstill): string {
  const waiting = events === 1 ? 'an event waits' : `${events >= MOST ? 'many' : events} events wait`;
  return `A worker is running, but nothing has been applied for ${seconds} s while ${waiting}: ${cause}`;
}
