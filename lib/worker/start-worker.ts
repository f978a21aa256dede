import type { ForbiddenFlagsFn, WorkerEvents } from 'graphile-worker';
import { connect } from '../db/client';
import { shareConnections } from '../db/pool-sizes';
import { WORKER_SCHEMA } from '../db/schemas';
import { announceMail } from '../effects/mail/mail-mode';
import { every } from '../kit/every';
import { startWatch } from '../upkeep/alerts/start-watch';
import { APART, BEAT_EVERY_MS } from '../upkeep/liveness/heartbeat';
import { keepFlushing } from '../upkeep/metrics/flush';
import { effectSlots } from './effect-slots';
import { keepRunning } from './keep-running';
import { learnSessions } from './learn-sessions';
import { lookAfterJobs } from './look-after-jobs';
import { type LastApplied, preset, quietLogger, taskList } from './runner-options';
import { schedule } from './schedule';
import { stripeSlots } from './stripe-slots';
import type { Trials } from './try-suspect';
import { workBesideQueue } from './work-beside-queue';

export type Worker = {
  /** Takes no more jobs, finishes those in hand, records them, and closes the connections. */
  stop(): Promise<void>;
};

/**
 * `trials`: where a process of its own can try what a worker died of. `watch`: whether it looks for what somebody should hear of,
 * unless the app does.
 */
type WorkerOptions = {
  url: string;
  mode: 'inline' | 'process';
  concurrency?: number;
  trials?: Trials;
  watch?: boolean;
};

/** Until the first life of the pool has begun there is nothing to say, and once it has, that is said soon. */
const FIRST_BEAT_MS = 50;

/** What graphile-worker asks before it takes a job: which flags it must have none of. */
function slots(concurrency: number, events: WorkerEvents): ForbiddenFlagsFn {
  const [effects, stripe] = [effectSlots(concurrency, events), stripeSlots(concurrency, events)];
  return () => [...effects(), ...stripe()];
}

/** Runs events and effects until it is stopped, and survives the database going away. */
export function startWorker({ url, mode, concurrency: wanted, trials, watch: watches = true }: WorkerOptions): Worker {
  const sessions = learnSessions(url);
  const { worker: max, jobs: concurrency } = shareConnections(mode, wanted);
  const connections = connect(url, { max, name: 'worker', ownSessions: sessions.areOwn });
  const { pool } = connections;
  const startedAt = Date.now();
  const progress: LastApplied = { appliedAt: null };
  let stopping = false;

  announceMail();
  const lives = keepRunning(pool, sessions, (events) => ({
    pgPool: pool,
    taskList: taskList(connections, progress, { trials }),
    parsedCronItems: schedule(),
    concurrency,
    forbiddenFlags: slots(concurrency, events),
    noHandleSignals: true,
    logger: quietLogger,
    schema: WORKER_SCHEMA,
    preset: preset({ ownSessions: sessions.areOwn() }),
  }));
  const beating = every(
    () => (lives.all.size > 0 ? BEAT_EVERY_MS : FIRST_BEAT_MS),
    'say that the worker lives',
    () => lookAfterJobs(pool, lives.all, { mode: trials ? APART : 'inline', startedAt, ...progress, stopping }),
  );
  const beside = workBesideQueue(connections);
  const metrics = keepFlushing(pool);
  const watch = watches ? startWatch(url) : undefined;

  return {
    async stop() {
      stopping = true;
      await Promise.all([lives.stop(), ...beside.map((work) => work.stop())]);
      // Not before the jobs in hand are done: a worker that stops beating is taken for dead.
      await beating.stop();
      await metrics.stop();
      await watch?.stop();
      trials?.stop();
      await connections.close();
    },
  };
}
