import type { Pool } from 'pg';
import { EFFECT_PRIORITY } from '../effects/effect-kind';
import { EFFECT_FLAG, MAX_ATTEMPTS, PROCESS_EVENT, RUN_EFFECT } from '../kit/jobs/jobs';
import { rescueBatches } from '../upkeep/replays/rescue-batches';

/** Found in one go; the next look goes on. Thousands at once would keep the statement, and its locks, for long. */
const AT_ONCE = 1_000;

/**
 * Finds what waits without a job that could run. A job whose process died on its last try stays dead: its event or
 * effect becomes `failed` and waits for a person, and so does one whose last failure could not be recorded: the job still
 * has the error. What has no job at all gets one, and so does a bulk replay.
 */
export async function rescueStranded(pool: Pool): Promise<{ failed: string[]; enqueued: string[] }> {
  const { rows } = await pool.query<{ key: string; dead: boolean }>(RESCUE_SQL, [
    PROCESS_EVENT,
    RUN_EFFECT,
    MAX_ATTEMPTS,
    'The worker died during each of the last tries. Its log says why; replay it once that is fixed.',
    AT_ONCE,
    EFFECT_FLAG,
    EFFECT_PRIORITY,
  ]);
  const batches = await rescueBatches(pool);
  return {
    failed: rows.filter((row) => row.dead).map((row) => row.key),
    enqueued: [...rows.filter((row) => !row.dead).map((row) => row.key), ...batches],
  };
}

// Dead jobs are removed by their id: under the same key a replay may have put a new one meanwhile.
const RESCUE_SQL = `
with waiting as (
  select 'event:' || id as key, $1::text as task, json_build_object('id', id) as payload, 0 as priority, null::text[] as flags, id
  from hookwell.webhook_events where status in ('pending', 'retrying')
  union all
  select 'effect:' || key, $2::text, json_build_object('key', key), ($7::jsonb ->> kind)::int, array[$6::text], key
  from hookwell.effects where status in ('pending', 'retrying')
), stranded as (
  select w.*, j.id as job_id, j.last_error, j.key is not null as dead
  from waiting w left join hookwell_worker.jobs j on j.key = w.key
  where j.key is null or (j.locked_at is null and j.attempts >= j.max_attempts)
  limit $5
), failed_events as (
  update hookwell.webhook_events e set status = 'failed', next_attempt_at = null, last_error = coalesce(s.last_error, e.last_error, $4)
  from stranded s where s.dead and s.task = $1 and e.id = s.id and e.status in ('pending', 'retrying')
), failed_effects as (
  update hookwell.effects e set status = 'failed', next_attempt_at = null, last_error = coalesce(s.last_error, e.last_error, $4)
  from stranded s where s.dead and s.task = $2 and e.key = s.id and e.status in ('pending', 'retrying')
), removed as (
  select job.id from (select array_agg(job_id) as ids from stranded where dead having count(*) > 0) as batch,
    lateral hookwell_worker.complete_jobs(batch.ids) as job
), enqueued as (
  select job.id from (
    select array_agg((
      task, payload, null, null, $3::int, key, priority, flags
    )::hookwell_worker.job_spec) as specs
    from stranded where not dead having count(*) > 0
  ) as batch, lateral hookwell_worker.add_jobs(batch.specs) as job
)
select key, dead, (select count(*) from removed) + (select count(*) from enqueued) as jobs from stranded`;
