import { hostname } from 'node:os';
import type { Pool } from 'pg';

/** A worker that has not beaten for this long is taken for dead. graphile-worker itself would wait for four hours. */
export const STALE_SECONDS = 15;
export const BEAT_EVERY_MS = 5_000;

export type Beat = { poolId: string; mode: string; startedAt: Date };

/** Says that this worker lives. The database's clock counts, not the machine's. */
export async function beat(pool: Pool, { poolId, mode, startedAt }: Beat): Promise<void> {
  await pool.query(
    `insert into hookwell.worker_heartbeats (pool_id, host, pid, mode, started_at, beat_at) values ($1, $2, $3, $4, $5, now())
     on conflict (pool_id) do update set beat_at = excluded.beat_at`,
    [poolId, hostname(), process.pid, mode, startedAt],
  );
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
