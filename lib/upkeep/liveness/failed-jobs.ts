import { WORKER_SCHEMA } from '../../db/schemas';
import { PROCESS_EVENT, RUN_EFFECT } from '../../kit/jobs/jobs';
import { isRefused, type RunSql } from './standstill';

/** A kind of job that failed for good and that the queue still keeps. `error`: that of the latest. */
export type FailedJobs = { task: string; count: number; error: string | null };

/*
 * Events and effects have a status of their own, which says the same: lib/worker/rescue-stranded.ts sees to it. An erasure that was brought
 * to its end without its job is done. What no run has replaced for a day is history: the log has it, and the alerts.
 */
const FAILED_SQL = `
select task_identifier as task, count(*)::int as count, (array_agg(last_error order by run_at desc))[1] as error
from ${WORKER_SCHEMA}.jobs j
where attempts >= max_attempts and locked_at is null and task_identifier not in ('${PROCESS_EVENT}', '${RUN_EFFECT}')
  and run_at > now() - interval '1 day'
  and not exists (select from hookwell.erasures e where j.key = 'erase:' || e.id and e.finished_at is not null)
group by 1 order by 1`;

/**
 * The other jobs that failed for good: checks, the sweep, replays, erasures. A next run of the same takes its place. Of a
 * queue that is gone nothing is said here: ./standstill.ts, health and the doctor do.
 */
export async function findFailedJobs(run: RunSql): Promise<FailedJobs[]> {
  try {
    return (await run(FAILED_SQL)) as FailedJobs[];
  } catch (error) {
    if (isRefused(error)) return [];
    throw error;
  }
}

/** In one sentence. */
export const describeFailedJobs = (jobs: FailedJobs[]): string =>
  `Jobs failed for good: ${jobs.map(({ task, count, error }) => `${count > 1 ? `${count} × ` : ''}${task} (${error?.split('\n', 1)[0]})`).join(', ')}`;
