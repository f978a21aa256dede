import { Logger, type TaskList } from 'graphile-worker';
import type { Connections } from '../db/client';
import {
  CHECK_MONEY,
  COMPARE_DELIVERIES,
  ERASE,
  PROCESS_EVENT,
  REDACT_OLD,
  REPLAY_BATCH,
  RUN_EFFECT,
  SWEEP,
} from '../kit/jobs/jobs';
import type { JobTry } from '../kit/jobs/next-try';
import { whatIsKept } from '../kit/jobs/recorded';
import { log } from '../kit/log/log';
import { resumeErasures, runErasure } from '../privacy/erasure/run-erasure';
import { compareDeliveries } from './compare-deliveries';
import { currentTasks } from './tasks';
import { type Died, runTask, type Trial, type Trials, trySuspect } from './try-suspect';

type QueueJob = { id: string; attempts: number; max_attempts: number; locked_by: string | null };

const jobTry = (job: QueueJob, until?: number): JobTry => ({
  jobId: job.id,
  attempt: job.attempts,
  last: job.attempts >= job.max_attempts,
  workerId: job.locked_by,
  ...(until !== undefined && { until }),
});

/** When a worker last recorded an attempt at an event. */
export type LastApplied = { appliedAt: number | null };

/** `until`: when the time of this process is over. `trials`: where jobs are tried during which a worker died. */
type TaskOptions = { until?: number; trials?: Trials };

/** What each job of graphile-worker's calls. */
export const taskList = (
  connections: Connections,
  progress: LastApplied,
  { until, trials }: TaskOptions = {},
): TaskList => {
  const { prisma, pool } = connections;
  const run = (trial: Trial, died?: Died) =>
    died ? trySuspect(connections, trial, died, trials) : runTask(prisma, trial);
  return {
    [PROCESS_EVENT]: async (payload, { job }) => {
      const { id, died } = payload as { id: string; died?: Died };
      try {
        const { recorded } = await run({ task: PROCESS_EVENT, id, job: jobTry(job, until) }, died);
        if (recorded) progress.appliedAt = Date.now();
      } catch (error) {
        if (whatIsKept(error) === 'recorded') progress.appliedAt = Date.now();
        throw error;
      }
    },
    [RUN_EFFECT]: async (payload, { job }) => {
      const { key, died } = payload as { key: string; died?: Died };
      await run({ task: RUN_EFFECT, id: key, job: jobTry(job, until) }, died);
    },
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
  };
};

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
