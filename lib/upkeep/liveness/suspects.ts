import type { Pool, PoolClient } from 'pg';
import { PROCESS_EVENT, RUN_EFFECT } from '../../kit/jobs/jobs';

/** The queue in graphile-worker's sense in which suspects stand: one at a time, over all workers. */
export const SUSPECTS = 'hookwell:suspects';

/** A worker that died with jobs in hand. `apart`: whether it ran suspects in a process of their own. */
export type DeadPool = { id: string; apart: boolean };

/*
 * Whoever died with several jobs in hand makes suspects of all of them, once. From then on each is tried with nothing beside it, so
 * that a second and third death are its own: where a worker tries suspects apart, its own death says nothing about them.
 */
const SUSPECT_SQL = `
with queue as (
  insert into hookwell_worker._private_job_queues (queue_name) values ($4)
  on conflict (queue_name) do update set queue_name = excluded.queue_name returning id
)
update hookwell_worker._private_jobs j set job_queue_id = queue.id, payload = (case
  when j.payload::jsonb -> 'died' is null or not dead.apart then j.payload::jsonb || jsonb_build_object('died', jsonb_build_object(
    'times', coalesce((j.payload -> 'died' ->> 'times')::int, 0) + 1, 'worker', j.locked_by, 'since', j.locked_at, 'noted', false))
  else j.payload::jsonb end)::json
from queue, unnest($1::text[], $2::boolean[]) as dead(id, apart)
where j.locked_by = dead.id and j.task_id in (select id from hookwell_worker._private_tasks where identifier = any($3))`;

/** Makes suspects of the events and effects that these workers had in hand when they died. */
export async function suspectJobsOf(client: Pool | PoolClient, dead: DeadPool[]): Promise<void> {
  await client.query(SUSPECT_SQL, [
    dead.map(({ id }) => id),
    dead.map(({ apart }) => apart),
    [PROCESS_EVENT, RUN_EFFECT],
    SUSPECTS,
  ]);
}

/** Whether a suspect is due: whoever can't try it apart does one job at a time then, so that a death has one culprit. */
export async function isSuspectDue(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ due: boolean }>(
    `select exists (
       select from hookwell_worker._private_jobs j join hookwell_worker._private_job_queues q on q.id = j.job_queue_id
       where q.queue_name = $1 and j.run_at <= now()
     ) as due`,
    [SUSPECTS],
  );
  return rows[0]?.due ?? false;
}

/**
 * Frees the queue of suspects where nothing of it is in hand: its job was put back, or run elsewhere meanwhile, and then
 * graphile-worker, which frees a queue by the job's row, finds none. It would wait for four hours.
 */
export async function freeSuspectQueue(pool: Pool): Promise<void> {
  await pool.query(
    `update hookwell_worker._private_job_queues q set locked_at = null, locked_by = null
     where q.queue_name = $1 and q.locked_at is not null
       and not exists (select from hookwell_worker._private_jobs j where j.job_queue_id = q.id and j.locked_at is not null)`,
    [SUSPECTS],
  );
}
