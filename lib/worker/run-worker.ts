import { type ForbiddenFlagsFn, parseCronItems, type Runner, type WorkerEvents } from 'graphile-worker';
import { connect } from '../db/client';
import { type Between, lookBetween } from '../db/look-between';
import { shareConnections } from '../db/pool-sizes';
import { WORKER_SCHEMA } from '../db/schemas';
import { announceMail } from '../effects/mail/mail-mode';
import { parseConnectionString } from '../kit/connection-string/parse';
import { env } from '../kit/env';
import { CHECK_MONEY, REDACT_OLD, SWEEP } from '../kit/jobs/jobs';
import { log } from '../kit/log/log';
import { pause } from '../kit/pause';
import { openGates } from '../payments/gate/open-gates';
import { takeAnswersAgain } from '../stripe/ask-stripe';
import { startWatch } from '../upkeep/alerts/watch';
import {
  APART,
  BEAT_EVERY_MS,
  beat,
  freeForgottenJobs,
  freeJobsOf,
  freeJobsOfDeadWorkers,
} from '../upkeep/liveness/heartbeat';
import { refreshQueueStatistics } from '../upkeep/liveness/queue-statistics';
import { endStripeSilence } from '../upkeep/liveness/stripe-silence';
import { freeSuspectQueue } from '../upkeep/liveness/suspects';
import { keepFlushing } from '../upkeep/metrics/flush';
import { rollUp } from '../upkeep/rollups/roll-up';
import { effectSlots } from './effect-slots';
import { type PoolLife, startLife } from './pool-life';
import { rescueStranded } from './rescue';
import { type Progress, preset, quietLogger, taskList } from './runner-options';
import { stripeSlots } from './stripe-slots';
import type { Trials } from './try-suspect';

export type Worker = {
  /** Takes no more jobs, finishes those in hand, records them, and closes the connections. */
  stop(): Promise<void>;
};

/**
 * `trials`: where a process of its own can try what a worker died of. `watch`: whether it looks for what somebody should hear of,
 * unless the app does.
 */
type Options = {
  url: string;
  mode: 'inline' | 'process';
  concurrency?: number;
  trials?: Trials;
  watch?: boolean;
};

/** Nothing is stranded often: a restore without the queue, or a process that died on the last try. */
const RESCUE_EVERY_MS = 10_000;

/** As old as the counts of the charts are at the most: what came since then, a page counts for itself. */
const ROLL_UP_EVERY_MS = 5_000;

/** A customer waits no longer than this beyond what an order has to wait for. */
const OPEN_GATES_EVERY_MS = 1_000;

/** What comes in between is not enough to matter. */
const STATISTICS_EVERY_MS = 1_000;

const SHARED =
  'The database is reached through a pooler in transaction mode: the worker prepares no statements and looks for jobs every 500 ms, because LISTEN does not work there';

const needsTransactions =
  'DATABASE_URL goes through a pooler in statement mode, which allows no transactions: set its pool_mode to transaction or session, or go around it';

const some = (keys: string[]) => `${keys.length} (${keys.slice(0, 3).join(', ')}${keys.length > 3 ? ', …' : ''})`;

/** What graphile-worker asks before it takes a job: which flags it must have none of. */
function slots(concurrency: number, events: WorkerEvents): ForbiddenFlagsFn {
  const [effects, stripe] = [effectSlots(concurrency, events), stripeSlots(concurrency, events)];
  return () => [...effects(), ...stripe()];
}

/** graphile-worker enqueues each of these once, however many workers there are. A check that failed waits for the next. */
const schedule = () =>
  parseCronItems([
    ...[CHECK_MONEY, ...(env().STRIPE_SECRET_KEY ? [SWEEP] : [])].map((task) => every(task, '*/5 * * * *')),
    every(REDACT_OLD, '17 * * * *'),
  ]);

const every = (task: string, match: string) => ({ task, match, options: { maxAttempts: 1, jobKey: task } });

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
 * Runs events and effects until it is stopped, and survives the database going away: a pool that is of no more use is
 * followed by a new one at once, and what the old one has locked is freed as soon as its jobs in hand are done.
 */
export function startWorker({ url, mode, concurrency: wanted, trials, watch: watches = true }: Options): Worker {
  let between: Between | undefined;
  const ownSessions = () => between === 'nothing' || between === 'session';
  const { worker: max, jobs: concurrency } = shareConnections(mode, wanted);
  const connections = connect(url, { max, name: 'worker', ownSessions });
  const stopping = new AbortController();
  const stopped = new AbortController();
  const startedAt = Date.now();
  const progress: Progress = { appliedAt: null };
  const lives = new Set<PoolLife>();
  const retiring = new Set<Promise<void>>();

  async function keepRunning(): Promise<void> {
    while (!stopping.signal.aborted) {
      let life: PoolLife | undefined;
      try {
        between = await lookAgain(between);
        life = await startLife((events) => ({
          pgPool: connections.pool,
          taskList: taskList(connections, progress, { trials }),
          parsedCronItems: schedule(),
          concurrency,
          forbiddenFlags: slots(concurrency, events),
          noHandleSignals: true,
          logger: quietLogger,
          schema: WORKER_SCHEMA,
          preset: preset({ ownSessions: ownSessions() }),
        }));
        lives.add(life);
        if (stopping.signal.aborted) await life.stop();
        else await sweepAtStart(life.runner);
        await life.over;
        // It lost what it had prepared: whatever was seen, sessions are shared.
        if (life.lostStatements()) between = 'transaction';
      } catch (error) {
        log().warn({ err: error }, `The worker lost its database (${(error as Error).message}); it tries again`);
      }
      if (life) retire(life);
      await pause(1_000, stopping.signal);
    }
  }

  /** Once seen as shared, always: a pooler that is at rest may look like none. */
  async function lookAgain(before: Between | undefined): Promise<Between> {
    // `pgbouncer=true` in the URL says it, too.
    if (before === 'transaction' || parseConnectionString(url).pooled) return 'transaction';
    const now = await lookBetween(url);
    if (now === 'statement') throw new Error(needsTransactions);
    if (now === 'transaction') log().info(SHARED);
    return now;
  }

  /** Lets a pool finish what it has in hand, beside the next one, and frees what it could not record. */
  function retire(life: PoolLife): void {
    const retired: Promise<void> = life
      .stop()
      .then(() => freeJobsOf(connections.pool, life.id))
      // Others take it over once this id has not beaten for a while.
      .catch((error: Error) => log().warn({ err: error }, `Could not sign off: ${error.message}`))
      .finally(() => {
        lives.delete(life);
        retiring.delete(retired);
      });
    retiring.add(retired);
  }

  async function keepBeating(): Promise<void> {
    // Not before the jobs in hand are done: a worker that stops beating is taken for dead.
    while (!stopped.signal.aborted) {
      try {
        await look();
      } catch (error) {
        log().warn({ err: error }, `The worker could not say that it lives: ${(error as Error).message}`);
      }
      await pause(lives.size > 0 ? BEAT_EVERY_MS : 50, stopped.signal);
    }
  }

  async function look(): Promise<void> {
    for (const { id, jobs, queue } of lives) {
      const busySince = jobs.size > 0 ? Math.min(...jobs.values()) : null;
      const told = {
        poolId: id,
        mode: trials ? APART : 'inline',
        startedAt,
        ...progress,
        ...queue(),
        jobs: jobs.size,
        busySince,
      };
      await beat(connections.pool, { ...told, stopping: stopping.signal.aborted });
      const forgotten = await freeForgottenJobs(connections.pool, id, [...jobs.keys()]);
      if (forgotten > 0) log().warn(`Freed ${forgotten} job(s) that were locked while the connection was cut`);
    }
    if (lives.size === 0) return;
    if (takeAnswersAgain()) await endStripeSilence(connections.pool);
    await freeSuspectQueue(connections.pool);
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
      await pause(RESCUE_EVERY_MS, stopping.signal);
    }
  }

  /** Apart from the rest as well: after a long absence there is much to count. */
  async function keepRollingUp(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await rollUp(connections.pool, stopping.signal);
      } catch (error) {
        log().warn({ err: error }, `Could not bring the charts up to date: ${(error as Error).message}`);
      }
      await pause(ROLL_UP_EVERY_MS, stopping.signal);
    }
  }

  /** Apart from the queue: what waits for a moment has no job, so that nothing can be lost with one. */
  async function keepOpeningGates(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await openGates(connections.prisma, stopping.signal);
      } catch (error) {
        log().warn(
          { err: error },
          `Could not look for orders that have waited long enough: ${(error as Error).message}`,
        );
      }
      await pause(OPEN_GATES_EVERY_MS, stopping.signal);
    }
  }

  async function keepStatistics(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        if (await refreshQueueStatistics(connections.pool)) log().debug('Had PostgreSQL look at the queue anew');
      } catch (error) {
        log().debug({ err: error }, `Could not have PostgreSQL look at the queue: ${(error as Error).message}`);
      }
      await pause(STATISTICS_EVERY_MS, stopping.signal);
    }
  }

  announceMail();
  const running = keepRunning();
  const beating = keepBeating();
  const rescuing = keepRescuing();
  const rolling = keepRollingUp();
  const looking = keepStatistics();
  const opening = keepOpeningGates();
  const metrics = keepFlushing(connections.pool);
  const watch = watches ? startWatch(url) : undefined;

  return {
    async stop() {
      stopping.abort();
      await Promise.all([...lives].map((life) => life.stop()));
      await Promise.all([running, rescuing, rolling, looking, opening]);
      await Promise.all(retiring);
      stopped.abort();
      await beating;
      await metrics.stop();
      await watch?.stop();
      trials?.stop();
      await connections.close();
    },
  };
}
