import { EventEmitter } from 'node:events';
import { runOnce, type WorkerEvents, type WorkerPool } from 'graphile-worker';
import type { Connections } from '../db/client';
import { WORKER_SCHEMA } from '../db/schemas';
import { openGates } from '../payments/gate/open-gates';
import { takeAnswersAgain } from '../stripe/ask-stripe';
import { BEAT_EVERY_MS, beat, endBeat, freeJobsOfDeadWorkers } from '../upkeep/liveness/heartbeat';
import { endStripeSilence } from '../upkeep/liveness/stripe-silence';
import { freeSuspectQueue, isSuspectDue } from '../upkeep/liveness/suspects';
import { flushMetrics } from '../upkeep/metrics/flush';
import { rollUp } from '../upkeep/rollups/roll-up';
import { rescueStranded } from './rescue-stranded';
import { type LastApplied, preset, quietLogger, taskList } from './runner-options';
import { stripeSlots } from './stripe-slots';
import { tellFailedJobs } from './tell-failed-jobs';

/** The first time there is much to count; the next invocations go on. */
const ROLL_UP_FOR_MS = 5_000;

/** `cutOff`: the time was over before the queue was empty; the next drain goes on. */
export type Drained = { cutOff: boolean };

/**
 * Does what is due and returns, for an invocation that lives for seconds: a serverless function after its answer, or a
 * cron call. First frees what a killed invocation left locked. After `forMs` no further job is begun; the one in hand
 * is finished, and has until `until` (milliseconds since 1970). Meanwhile it beats like any worker, so that nobody takes its jobs away.
 */
export async function drain(
  connections: Connections,
  { forMs, until, concurrency = 2 }: { forMs: number; until?: number; concurrency?: number },
): Promise<Drained> {
  const { pool, prisma } = connections;
  await freeJobsOfDeadWorkers(pool);
  await freeSuspectQueue(pool);
  const suspectDue = await isSuspectDue(pool);
  await rescueStranded(pool).catch(quietly);
  await openGates(prisma, AbortSignal.timeout(forMs)).catch(quietly);

  const events: WorkerEvents = new EventEmitter();
  const startedAt = Date.now();
  const progress: LastApplied = { appliedAt: null };
  tellFailedJobs(events);
  let workers: WorkerPool | undefined;
  let beating: Promise<void> | undefined;
  let cutOff = false;
  const say = () => {
    if (!workers) return;
    const nothing = { askedAt: null, problem: null, jobs: 0, busySince: null, stopping: cutOff };
    beating = beat(pool, { poolId: workers.id, mode: 'serverless', startedAt, ...progress, ...nothing }).catch(quietly);
  };
  events.on('pool:create', ({ workerPool }) => {
    workers = workerPool;
    say();
  });
  const beats = setInterval(say, BEAT_EVERY_MS);
  const end = setTimeout(() => {
    cutOff = true;
    void workers?.gracefulShutdown();
  }, forMs);
  try {
    await runOnce({
      pgPool: pool,
      taskList: taskList(connections, progress, { until }),
      // Nothing runs beside a job during which an invocation died: the next death then has one culprit.
      concurrency: suspectDue ? 1 : concurrency,
      forbiddenFlags: stripeSlots(suspectDue ? 1 : concurrency, events),
      noHandleSignals: true,
      logger: quietLogger,
      events,
      schema: WORKER_SCHEMA,
      // Most functions reach their database through a pooler, and this lives for seconds: not worth a look.
      preset: preset({ ownSessions: false }),
    });
  } finally {
    clearTimeout(end);
    clearInterval(beats);
    await beating;
    if (workers) await endBeat(pool, workers.id);
    await flushMetrics(pool).catch(quietly);
    if (takeAnswersAgain()) await endStripeSilence(pool).catch(quietly);
    // Who was cut off has no time for charts: the pages count for themselves.
    if (!cutOff) await rollUp(pool, AbortSignal.timeout(ROLL_UP_FOR_MS)).catch(quietly);
  }
  return { cutOff };
}

/** Neither a missed beat nor a missed rescue is a reason to stop: whoever takes a job over meets the event's lock. */
const quietly = (error: Error) => quietLogger.warn(`Went on without: ${error.message}`);
