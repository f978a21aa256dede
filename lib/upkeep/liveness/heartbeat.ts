import { hostname } from 'node:os';
import type { Pool, PoolClient } from 'pg';
import { transact } from '../../db/transact';
import { type DeadPool, suspectJobsOf } from './suspects';

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

/** The mode of a worker that is a process of its own: it tries suspects in another one. */
export const APART = 'process';

/*
 * A worker that died is forgotten once all of its jobs are old enough to be freed: until then its mode is of use. Of one that
 * died before its first beat nothing is known: it is taken for the usual kind.
 */
const DEAD_SQL = `
with alive as (
  select pool_id from hookwell.worker_heartbeats where beat_at > now() - make_interval(secs => $1)
), dead as (
  select locked_by as id from hookwell_worker._private_jobs
  where locked_by not in (select pool_id from alive) group by 1 having max(locked_at) < now() - make_interval(secs => $1)
), forgotten as (
  delete from hookwell.worker_heartbeats h where pool_id not in (select pool_id from alive) and (
    pool_id in (select id from dead)
    or not exists (select from hookwell_worker._private_jobs j where j.locked_by = h.pool_id)
  ) returning pool_id, mode
)
select d.id, coalesce(f.mode = '${APART}', true) as apart from dead d left join forgotten f on f.pool_id = d.id`;

/**
 * Frees the jobs of workers that died, so that a live one takes them over, and forgets those workers. Each event and effect that
 * they had in hand becomes a suspect (./suspects.ts). A worker that was only slow may then run a job a second time: the event's
 * lock and its status make that harmless.
 */
export async function freeJobsOfDeadWorkers(pool: Pool): Promise<string[]> {
  return transact(pool, async (client) => {
    const { rows } = await client.query<DeadPool>(DEAD_SQL, [STALE_SECONDS]);
    await freeAfterDeath(client, rows);
    return rows.map(({ id }) => id);
  });
}

/** {@link freeJobsOfDeadWorkers} for a process of this machine that somebody saw end: nobody has to wait until it is stale. */
export async function freeJobsOfProcess(pool: Pool, pid: number): Promise<void> {
  await transact(pool, async (client) => {
    const { rows } = await client.query<DeadPool>(
      `delete from hookwell.worker_heartbeats where host = $1 and pid = $2 returning pool_id as id, mode = '${APART}' as apart`,
      [hostname(), pid],
    );
    await freeAfterDeath(client, rows);
  });
}

async function freeAfterDeath(client: PoolClient, dead: DeadPool[]): Promise<void> {
  if (dead.length === 0) return;
  await suspectJobsOf(client, dead);
  await client.query('select hookwell_worker.force_unlock_workers($1::text[])', [dead.map(({ id }) => id)]);
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
    `with forgotten as (
       update hookwell_worker._private_jobs set locked_at = null, locked_by = null
       where locked_by = $1 and locked_at < now() - make_interval(secs => $2) and id <> all($3::bigint[])
       returning id, job_queue_id
     ), queues as (
       update hookwell_worker._private_job_queues set locked_at = null, locked_by = null
       where locked_by = $1 and id in (select job_queue_id from forgotten)
     )
     select id from forgotten`,
    [poolId, STALE_SECONDS, inHand],
  );
  return rowCount ?? 0;
}
