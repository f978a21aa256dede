import { EventEmitter } from 'node:events';
import { type Runner, type RunnerOptions, run, type WorkerEvents } from 'graphile-worker';
import { asError } from '../kit/jobs/as-error';
import { log } from '../kit/log/log';
import { hearFailedLookups } from './hear-failed-lookups';
import { ignoreForeignMigrations } from './ignore-foreign-migrations';
import { tellFailedJobs } from './tell-failed-jobs';

/** One life of graphile-worker's pool, from its start to its end or to the moment at which it is of no more use. */
export type PoolLife = {
  /** What its jobs are locked by. */
  id: string;
  runner: Runner;
  /** The jobs in hand, and since when. */
  jobs: ReadonlyMap<string, number>;
  /** When the queue last answered, and why it does not any more. */
  queue(): { askedAt: number | null; problem: string | null };
  /** Settles when it takes no more jobs; those in hand may still run. */
  over: Promise<void>;
  /** Whether it is over because statements that it had prepared were unknown, as behind a pooler that shares sessions. */
  lostStatements(): boolean;
  /** Takes no more jobs, and resolves once those in hand are done and recorded, as far as that is possible. */
  stop(): Promise<void>;
};

/** Where the jobs in hand are told of, before the pool is made. */
export type LifeOptions = (events: WorkerEvents) => RunnerOptions;

/**
 * Starts a pool. Where the record of a finished job fails, because the database went away, graphile-worker 0.17 shuts the
 * pool down and then waits for ever for that record: its promise never settles. Its `pool:fatalError` is the end for us.
 */
export async function startLife(options: LifeOptions): Promise<PoolLife> {
  const events: WorkerEvents = new EventEmitter();
  const jobs = new Map<string, number>();
  let askedAt: number | null = null;
  let problem: string | null = null;
  const whenIdle: (() => void)[] = [];
  let id = '';
  const done = (jobId: string) => {
    jobs.delete(jobId);
    if (jobs.size === 0) for (const tell of whenIdle.splice(0)) tell();
  };
  events.on('pool:create', ({ workerPool }) => {
    id = workerPool.id;
  });
  const answered = () => {
    askedAt = Date.now();
    problem = null;
  };
  events.on('worker:getJob:empty', answered);
  events.on('worker:getJob:error', ({ error }) => {
    problem = asError(error).message;
  });
  events.on('job:start', ({ job }) => {
    answered();
    jobs.set(job.id, Date.now());
  });
  tellFailedJobs(events);
  events.on('job:complete', ({ job }) => done(job.id));
  const lookups = hearFailedLookups(events);
  const broken = new Promise<void>((resolve) => events.once('pool:fatalError', () => resolve()));
  const idle = () => new Promise<void>((resolve) => (jobs.size === 0 ? resolve() : whenIdle.push(resolve)));

  const settings = options(events);
  let started: Runner | undefined;
  const stopForeign = () =>
    void started
      ?.stop()
      .catch((error: Error) => log().debug({ err: error }, `The pool ${id} is stopping already: ${error.message}`));
  if (settings.pgPool) ignoreForeignMigrations(events, settings.pgPool, stopForeign);
  const runner = await run({ ...settings, events });
  started = runner;
  const over = Promise.race([runner.promise, broken, lookups.lost]);
  // Whoever waits for it hears of its failure; unheard it must not end the process.
  const ended = over.catch((error: Error) => log().debug({ err: error }, `The pool ${id} failed: ${error.message}`));
  return {
    id,
    runner,
    jobs,
    queue: () => ({ askedAt, problem }),
    over,
    lostStatements: lookups.lostStatements,
    async stop() {
      // It may be stopping by itself already.
      const stopped = runner.stop().catch((error: Error) => {
        log().debug({ err: error }, `The pool ${id} is not stopped a second time: ${error.message}`);
        return ended;
      });
      await Promise.race([stopped, broken]);
      await idle();
    },
  };
}
