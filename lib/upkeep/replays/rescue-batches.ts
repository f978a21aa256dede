import type { Pool } from 'pg';
import { MAX_ATTEMPTS, REPLAY_BATCH, REPLAY_BATCH_PRIORITY } from '../../kit/jobs/jobs';

/**
 * Enqueues the batches that are not at their end and have no job which could run: it died on its last try, or the queue
 * was restored without it. Returns their jobs' keys.
 */
export async function rescueBatches(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ key: string }>(RESCUE_SQL, [REPLAY_BATCH, MAX_ATTEMPTS, REPLAY_BATCH_PRIORITY]);
  return rows.map(({ key }) => key);
}

// A job that died keeps its key: the new one takes its place.
const RESCUE_SQL = `
with stranded as (
  select b.id, 'replay:' || b.id as key from hookwell.replay_batches b
  where b.finished_at is null and not exists (
    select from hookwell_worker.jobs j
    where j.key = 'replay:' || b.id and (j.locked_at is not null or j.attempts < j.max_attempts)
  ) limit 100
)
select s.key from stranded s, lateral hookwell_worker.add_job(
  $1, json_build_object('id', s.id::text), max_attempts => $2::int, job_key => s.key, priority => $3::int) job
where job.id is not null`;
