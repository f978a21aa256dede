import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { parseCronItems, type Runner, run, type WorkerEvents } from 'graphile-worker';
import { connect } from '../db/client';
import { WORKER_CONCURRENCY, WORKER_EXTRA } from '../db/pool-sizes';
import { env } from '../env';
import { CHECK_MONEY, SWEEP } from '../jobs/jobs';
import { log } from '../log/log';
import { announceMail } from '../mail/mail-mode';
import { effectSlots } from './effect-slots';
import { BEAT_EVERY_MS, beat, endBeat, freeJobsOfDeadWorkers } from './heartbeat';
import { rescueStranded } from './rescue';
import { PRESET, quietLogger, taskList } from './runner-options';

export type Worker = {
  /** Takes no more jobs, finishes those in hand, records them, and closes the connections. */
  stop(): Promise<void>;
};

type Options = { url: string; mode: 'inline' | 'process'; concurrency?: number };

/** Nothing is stranded often: a restore without the queue, or a process that died on the last try. */
const RESCUE_EVERY_MS = 10_000;

const some = (keys: string[]) => `${keys.length} (${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ', …' : ''})`;

/** graphile-worker enqueues each of these once, however many workers there are. A check that failed waits for the next. */
const schedule = () =>
  parseCronItems(
    [CHECK_MONEY, ...(env().STRIPE_SECRET_KEY ? [SWEEP] : [])].map((task) => ({
      task,
      match: '*/5 * * * *',
      options: { maxAttempts: 1, jobKey: task },
    })),
  );

/** What was missed while nobody listened is looked for at once, not at the next five minutes. */
async function sweepAtStart(runner: Runner): Promise<void> {
  if (!env().STRIPE_SECRET_KEY) return;
  try {
    await runner.addJob(SWEEP, { trigger: 'start' }, { maxAttempts: 1, jobKey: SWEEP });
  } catch (error) {
    log().warn({ err: error }, `The first sweep waits for the schedule: ${(error as Error).message}`);
  }
}

/**
 * Runs events and effects until it is stopped, and survives the database going away: a runner that ended is started
 * again under a new id, and the old id's jobs are freed like those of any dead worker.
 */
export function startWorker({ url, mode, concurrency = WORKER_CONCURRENCY }: Options): Worker {
  const connections = connect(url, { max: concurrency + WORKER_EXTRA, name: 'worker' });
  const stopping = new AbortController();
  const stopped = new AbortController();
  const startedAt = new Date();
  let runner: Runner | undefined;
  let poolId: string | undefined;

  const pause = (ms: number, { signal }: AbortController) =>
    delay(ms, undefined, { signal }).catch((error: Error) => {
      if (error.name !== 'AbortError') throw error;
    });

  async function keepRunning(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const events: WorkerEvents = new EventEmitter();
        events.on('pool:create', ({ workerPool }) => {
          poolId = workerPool.id;
        });
        runner = await run({
          pgPool: connections.pool,
          taskList: taskList(connections),
          parsedCronItems: schedule(),
          concurrency,
          forbiddenFlags: effectSlots(concurrency, events),
          noHandleSignals: true,
          logger: quietLogger,
          events,
          preset: PRESET,
        });
        if (stopping.signal.aborted) await runner.stop();
        else await sweepAtStart(runner);
        await runner.promise;
      } catch (error) {
        log().warn({ err: error }, `The worker lost its database (${(error as Error).message}); it tries again`);
      }
      await pause(1_000, stopping);
    }
  }

  async function keepBeating(): Promise<void> {
    // Not before the jobs in hand are done: a worker that stops beating is taken for dead.
    while (!stopped.signal.aborted) {
      try {
        await look();
      } catch (error) {
        log().warn({ err: error }, `The worker could not say that it lives: ${(error as Error).message}`);
      }
      await pause(poolId ? BEAT_EVERY_MS : 50, stopped);
    }
  }

  async function look(): Promise<void> {
    if (!poolId) return;
    await beat(connections.pool, { poolId, mode, startedAt });
    const dead = await freeJobsOfDeadWorkers(connections.pool);
    if (dead.length > 0) log().warn(`Took over the jobs of ${dead.length} worker(s) that died: ${dead.join(', ')}`);
  }

  /** Apart from the beat: a long look must not make this worker seem dead. */
  async function keepRescuing(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const { failed, enqueued } = await rescueStranded(connections.pool);
        if (failed.length > 0) log().error(`Gave up on ${some(failed)}: the worker died each time`);
        if (enqueued.length > 0) log().warn(`Enqueued ${some(enqueued)}, which waited without a job`);
      } catch (error) {
        log().warn({ err: error }, `Could not look for what waits without a job: ${(error as Error).message}`);
      }
      await pause(RESCUE_EVERY_MS, stopping);
    }
  }

  announceMail();
  const running = keepRunning();
  const beating = keepBeating();
  const rescuing = keepRescuing();

  return {
    async stop() {
      stopping.abort();
      await runner?.stop().catch((error: Error) => log().debug(`The worker had stopped already: ${error.message}`));
      await Promise.all([running, rescuing]);
      stopped.abort();
      await beating;
      if (poolId)
        await endBeat(connections.pool, poolId).catch((error: Error) =>
          log().warn(`Could not sign off: ${error.message}`),
        );
      await connections.close();
    },
  };
}
