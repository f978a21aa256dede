import { Logger, type TaskList } from 'graphile-worker';
import { checkAlerts } from '../alerts/check-alerts';
import { type AlertMessage, sendAlert } from '../alerts/send-alert';
import type { Connections } from '../db/client';
import { resumeErasures, runErasure } from '../erasure/run-erasure';
import type { JobTry } from '../jobs/job-try';
import {
  CHECK_ALERTS,
  CHECK_MONEY,
  ERASE,
  PROCESS_EVENT,
  REDACT_OLD,
  REPLAY_BATCH,
  RUN_EFFECT,
  SEND_ALERT,
  SWEEP,
} from '../jobs/jobs';
import { log } from '../log/log';
import { currentTasks } from './tasks';

const jobTry = (job: { id: string; attempts: number; max_attempts: number; locked_by: string | null }): JobTry => ({
  jobId: job.id,
  attempt: job.attempts,
  last: job.attempts >= job.max_attempts,
  workerId: job.locked_by,
});

/** What each job of graphile-worker's calls. */
export const taskList = ({ prisma, pool }: Connections): TaskList => ({
  [PROCESS_EVENT]: async (payload, { job }) =>
    currentTasks().processEvent(prisma, (payload as { id: string }).id, jobTry(job)),
  [RUN_EFFECT]: async (payload, { job }) =>
    currentTasks().runEffect(prisma, (payload as { key: string }).key, jobTry(job)),
  [REPLAY_BATCH]: async (payload) => currentTasks().runBatch(prisma, BigInt((payload as { id: string }).id)),
  [CHECK_ALERTS]: async () => checkAlerts(prisma),
  [SEND_ALERT]: async (payload) => sendAlert(prisma, payload as AlertMessage),
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

/** graphile-worker's own words: a failed job was already told by the task, the rest is for whoever debugs. */
export const quietLogger = new Logger(() => (level, message, meta) => {
  const failedJob = meta?.failure === true;
  if (level === 'error' && !failedJob) log().error(message);
  else if (level === 'warning') log().warn(message);
  else log().debug(message);
});

/** Where nobody tells the worker of a new job: behind a pooler that shares sessions. */
const POLL_MS = 500;

/**
 * Set at all, or stop() resolves before the last job's completion is written. Jobs that are done within the same few
 * milliseconds are removed by one statement; a worker killed before that leaves jobs whose events say that they are done
 * (and alerts that are told once more, by the same id). `ownSessions`: whether a session is ours as long as it lives; else
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
