import type { Pool } from 'pg';
import { MAX_ATTEMPTS, PROCESS_EVENT, RUN_EFFECT } from '../jobs/jobs';

/**
 * Finds what waits without a job that could run. A job whose process died on its last try stays dead: its event or
 * effect becomes `failed` and waits for a person. What has no job at all gets one.
 */
export async function rescueStranded(pool: Pool): Promise<{ failed: string[]; enqueued: string[] }> {
  const { rows } = await pool.query<{ key: string; dead: boolean }>(RESCUE_SQL, [
    PROCESS_EVENT,
    RUN_EFFECT,
    MAX_ATTEMPTS,
    `The worker died during each of the last tries. Its log says why; replay it once that is mended.`,
  ]);
  return {
    failed: rows.filter((row) => row.dead).map((row) => row.key),
    enqueued: rows.filter((row) => !row.dead).map((row) => row.key),
  };
}

const RESCUE_SQL = `
with waiting as (
  select 'event:' || id as key, $1 as task, json_build_object('id', id) as payload, id
  from webhook_events where status in ('pending', 'retrying')
  union all
  select 'effect:' || key, $2, json_build_object('key', key), key from effects where status in ('pending', 'retrying')
), stranded as (
  select w.*, j.key is not null as dead
  from waiting w left join graphile_worker.jobs j on j.key = w.key
  where j.key is null or (j.locked_at is null and j.attempts >= j.max_attempts)
), failed_events as (
  update webhook_events e set status = 'failed', next_attempt_at = null, last_error = coalesce(e.last_error, $4)
  from stranded s where s.dead and s.task = $1 and e.id = s.id and e.status in ('pending', 'retrying')
), failed_effects as (
  update effects e set status = 'failed', next_attempt_at = null, last_error = coalesce(e.last_error, $4)
  from stranded s where s.dead and s.task = $2 and e.key = s.id and e.status in ('pending', 'retrying')
), removed as (
  select graphile_worker.remove_job(key) from stranded where dead
), enqueued as (
  select graphile_worker.add_job(task, payload, max_attempts => $3::int, job_key => key) from stranded where not dead
)
select key, dead, (select count(*) from removed) + (select count(*) from enqueued) as jobs from stranded`;
