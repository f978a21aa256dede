import { hostname } from 'node:os';
import type { Pool } from 'pg';

/** A worker that has not beaten for this long is taken for dead. graphile-worker itself would wait for four hours. */
export const STALE_SECONDS = 15;
export const BEAT_EVERY_MS = 5_000;

/**
 * What a worker says of itself, with moments of this process: when it started, last recorded an attempt at an event, last
 * had an answer from the queue, and took the oldest job that it has in hand.
 */
export type Beat = {
  poolId: string;
  mode: string;
  startedAt: number;
  appliedAt: number | null;
  askedAt: number | null;
  problem: string | null;
  jobs: number;
  busySince: number | null;
  stopping: boolean;
};

const BEAT_SQL = `
insert into hookwell.worker_heartbeats as w (
  pool_id, host, pid, mode, beat_at, started_at, applied_at, asked_at, busy_since, problem, jobs, stopping
) select $1, $2, $3, $4, now(), now() - make_interval(secs => $5), now() - make_interval(secs => $6),
  now() - make_interval(secs => $7), now() - make_interval(secs => $8), $9, $10, $11
on conflict (pool_id) do update set beat_at = excluded.beat_at, applied_at = excluded.applied_at,
  asked_at = excluded.asked_at, busy_since = excluded.busy_since, problem = excluded.problem, jobs = excluded.jobs,
  stopping = excluded.stopping`;

/** Says that this worker lives, and what it does. The database's clock counts, not the machine's. */
export async function beat(pool: Pool, told: Beat): Promise<void> {
  const ago = (moment: number | null) => (moment === null ? null : (Date.now() - moment) / 1_000);
  const { poolId, mode, startedAt, appliedAt, askedAt, busySince, problem, jobs, stopping } = told;
  const moments = [startedAt, appliedAt, askedAt, busySince].map(ago);
  await pool.query(BEAT_SQL, [poolId, hostname(), process.pid, mode, ...moments, problem, jobs, stopping]);
}

export async function endBeat(pool: Pool, poolId: string): Promise<void> {
  await pool.query('delete from hookwell.worker_heartbeats where pool_id = $1', [poolId]);
}

/**
 * Frees the jobs of workers that died, so that a live one takes them over, and forgets those workers. A worker that
 * was only slow may then run a job a second time: the event's lock and its status make that harmless.
 */
export async function freeJobsOfDeadWorkers(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ locked_by: string }>(
    `with alive as (
       select pool_id from hookwell.worker_heartbeats where beat_at > now() - make_interval(secs => $1)
     ), dead as (
       select distinct locked_by from hookwell_worker.jobs
       where locked_at < now() - make_interval(secs => $1) and locked_by not in (select pool_id from alive)
     ), forgotten as (
       delete from hookwell.worker_heartbeats where pool_id not in (select pool_id from alive)
     ), freed as (
       select hookwell_worker.force_unlock_workers(array_agg(locked_by)) from dead having count(*) > 0
     )
     select locked_by, (select count(*) from freed) from dead`,
    [STALE_SECONDS],
  );
  return rows.map((row) => row.locked_by);
}

/** Frees what a pool of this process has locked that is no more, so that nobody has to wait until it is taken for dead. */
export async function freeJobsOf(pool: Pool, poolId: string): Promise<void> {
  await pool.query('select hookwell_worker.force_unlock_workers(array[$1::text])', [poolId]);
  await endBeat(pool, poolId);
}

/**
 * Frees the jobs that a living pool has locked and does not run: the answer in which it was given them was lost with the
 * connection, and since it beats on, nobody else would ever take them. Returns how many.
 */
export async function freeForgottenJobs(pool: Pool, poolId: string, inHand: string[]): Promise<number> {
  // graphile-worker frees all jobs of a pool or none; this is its own statement, for some of them.
  const { rowCount } = await pool.query(
    `update hookwell_worker._private_jobs set locked_at = null, locked_by = null
     where locked_by = $1 and locked_at < now() - make_interval(secs => $2) and id <> all($3::bigint[])`,
    [poolId, STALE_SECONDS, inHand],
  );
  return rowCount ?? 0;
}
