import { EventEmitter } from 'node:events';
import { runOnce, type WorkerEvents, type WorkerPool } from 'graphile-worker';
import type { Connections } from '../db/client';
import { openGates } from '../gate/open-gates';
import { flushMetrics } from '../metrics/flush';
import { rollUp } from '../rollups/roll-up';
import { BEAT_EVERY_MS, beat, endBeat, freeJobsOfDeadWorkers } from './heartbeat';
import { rescueStranded } from './rescue';
import { preset, quietLogger, taskList } from './runner-options';

/** The first time there is much to count; the next invocations go on. */
const ROLL_UP_FOR_MS = 5_000;

/** `cutOff`: the time was over before the queue was empty; the next drain goes on. */
export type Drained = { cutOff: boolean };

/**
 * Does what is due and returns, for an invocation that lives for seconds: a serverless function after its answer, or a
 * cron call. First frees what a killed invocation left locked. After `forMs` no further job is begun; the one in hand
 * is finished. Meanwhile it beats like any worker, so that nobody takes its jobs away.
 */
export async function drain(
  connections: Connections,
  { forMs, concurrency = 2 }: { forMs: number; concurrency?: number },
): Promise<Drained> {
  const { pool, prisma } = connections;
  await freeJobsOfDeadWorkers(pool);
  await rescueStranded(pool).catch(quietly);
  await openGates(prisma, AbortSignal.timeout(forMs)).catch(quietly);

  const events: WorkerEvents = new EventEmitter();
  const startedAt = new Date();
  let workers: WorkerPool | undefined;
  let beating: Promise<void> | undefined;
  let cutOff = false;
  const say = () => {
    if (workers) beating = beat(pool, { poolId: workers.id, mode: 'serverless', startedAt }).catch(quietly);
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
      taskList: taskList(connections),
      concurrency,
      noHandleSignals: true,
      logger: quietLogger,
      events,
      // Most functions reach their database through a pooler, and this lives for seconds: not worth a look.
      preset: preset({ ownSessions: false }),
    });
  } finally {
    clearTimeout(end);
    clearInterval(beats);
    await beating;
    if (workers) await endBeat(pool, workers.id);
    await flushMetrics(pool).catch(quietly);
    // Who was cut off has no time for charts: the pages count for themselves.
    if (!cutOff) await rollUp(pool, AbortSignal.timeout(ROLL_UP_FOR_MS)).catch(quietly);
  }
  return { cutOff };
}

/** Neither a missed beat nor a missed rescue is a reason to stop: whoever takes a job over meets the event's lock. */
const quietly = (error: Error) => quietLogger.warn(`Went on without: ${error.message}`);
