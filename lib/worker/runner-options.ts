import { Logger, type TaskList } from 'graphile-worker';
import type { Connections } from '../db/client';
import { resumeErasures, runErasure } from '../erasure/run-erasure';
import type { JobTry } from '../jobs/job-try';
import {
  CHECK_MONEY,
  COMPARE_DELIVERIES,
  ERASE,
  PROCESS_EVENT,
  REDACT_OLD,
  REPLAY_BATCH,
  RUN_EFFECT,
  SWEEP,
} from '../jobs/jobs';
import { whatIsKept } from '../jobs/recorded';
import { log } from '../log/log';
import { compareDeliveries } from './compare-deliveries';
import { currentTasks } from './tasks';

const jobTry = (job: { id: string; attempts: number; max_attempts: number; locked_by: string | null }): JobTry => ({
  jobId: job.id,
  attempt: job.attempts,
  last: job.attempts >= job.max_attempts,
  workerId: job.locked_by,
});

/** When a worker last recorded an attempt at an event. */
export type Progress = { appliedAt: number | null };

/** What each job of graphile-worker's calls. */
export const taskList = ({ prisma, pool }: Connections, progress: Progress): TaskList => ({
  [PROCESS_EVENT]: async (payload, { job }) => {
    try {
      if (await currentTasks().processEvent(prisma, (payload as { id: string }).id, jobTry(job)))
        progress.appliedAt = Date.now();
    } catch (error) {
      if (whatIsKept(error) === 'recorded') progress.appliedAt = Date.now();
      throw error;
    }
  },
  [RUN_EFFECT]: async (payload, { job }) =>
    currentTasks().runEffect(prisma, (payload as { key: string }).key, jobTry(job)),
  [REPLAY_BATCH]: async (payload) => currentTasks().runBatch(prisma, BigInt((payload as { id: string }).id)),
  [COMPARE_DELIVERIES]: async (payload) => compareDeliveries(prisma, (payload as { id: string }).id),
  [CHECK_MONEY]: async () => currentTasks().watchMoney(prisma),
  [ERASE]: async (payload, { abortSignal }) => runErasure(prisma, (payload as { id: string }).id, abortSignal),
  [REDACT_OLD]: async (_, { abortSignal }) => {
    await resumeErasures(prisma, abortSignal);
    await currentTasks().redactOld(prisma, { signal: abortSignal });
  },
  [SWEEP]: async (payload, { abortSignal }) =>
    currentTasks().sweepNow(pool, {
      trigger: (payload as { trigger?: 'start' }).trigger ?? 'schedule',
      signal: abortSignal,
    }),
});

/** graphile-worker's own words: a failed job is told by ./tell-failed-jobs.ts, the rest is for whoever debugs. */
export const quietLogger = new Logger(() => (level, message, meta) => {
  const failedJob = meta?.failure === true;
  if (level === 'error' && !failedJob) log().error(message);
  else if (level === 'warning') log().warn(message);
  // With the words of what a handler threw.
  else if (!failedJob) log().debug(message);
});

/** Where nobody tells the worker of a new job: behind a pooler that shares sessions. */
const POLL_MS = 500;

/**
 * Set at all, or stop() resolves before the last job's completion is written. Jobs that are done within the same few
 * milliseconds are removed by one statement; a worker killed before that leaves jobs whose events say that they are done
 * `ownSessions`: whether a session is ours as long as it lives; else
 * nothing is prepared in it, and jobs are looked for more often, because LISTEN does not work.
 */
export const preset = ({ ownSessions }: { ownSessions: boolean }) => ({
  worker: {
    completeJobBatchDelay: 10,
    failJobBatchDelay: 0,
    preparedStatements: ownSessions,
    ...(!ownSessions && { pollInterval: POLL_MS }),
  },
});
