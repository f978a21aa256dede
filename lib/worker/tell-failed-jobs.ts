import type { WorkerEvents } from 'graphile-worker';
import { asError } from '../kit/jobs/as-error';
import { nextTry } from '../kit/jobs/next-try';
import { whatIsKept } from '../kit/jobs/recorded';
import { log } from '../kit/log/log';
import { markPersonal } from '../kit/log/reason';

/**
 * Logs every job that fails, of whatever kind, with its cause: its own code has logged it where it could, and nothing
 * else does. The queue keeps one that failed for good, and lib/upkeep/alerts/rules/jobs-failed.ts finds it there.
 */
export function tellFailedJobs(events: WorkerEvents): void {
  events.on('job:error', ({ job, error: thrown }) => {
    if (whatIsKept(thrown)) return;
    const error = asError(thrown);
    markPersonal(error);
    const { task_identifier: task, attempts: attempt, max_attempts: most } = job;
    const next = nextTry({ attempt, last: attempt >= most, workerId: null });
    log().error(
      { err: error, task, jobId: job.id, attempt },
      `The job ${task} failed: ${error.message} (${next ? `next try at ${next.toISOString()}` : `that was try ${attempt} of ${most}`})`,
    );
  });
}
