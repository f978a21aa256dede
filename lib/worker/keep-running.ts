import type { RunnerOptions, WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import { log } from '../kit/log/log';
import { pause } from '../kit/pause';
import { freeJobsOf } from '../upkeep/liveness/heartbeat';
import type { Sessions } from './learn-sessions';
import { sweepAtStart } from './schedule';
import { type PoolLife, startLife } from './start-life';

export type Lives = {
  /** Those that run, or finish what they have in hand. */
  all: ReadonlySet<PoolLife>;
  /** Takes no more jobs, and resolves once those in hand are recorded or freed. */
  stop(): Promise<void>;
};

/**
 * Keeps a pool of graphile-worker's alive: one that is of no more use is followed by a new one at once, and what the old one
 * has locked is freed as soon as its jobs in hand are done.
 */
export function keepRunning(pool: Pool, sessions: Sessions, options: (events: WorkerEvents) => RunnerOptions): Lives {
  const stopping = new AbortController();
  const lives = new Set<PoolLife>();
  const retiring = new Set<Promise<void>>();

  async function runOne(): Promise<void> {
    let life: PoolLife | undefined;
    try {
      await sessions.look();
      life = await startLife(options);
      lives.add(life);
      if (stopping.signal.aborted) await life.stop();
      else await sweepAtStart(life.runner);
      await life.over;
      if (life.lostStatements()) sessions.turnedOutShared();
    } catch (error) {
      log().warn({ err: error }, `The worker lost its database (${(error as Error).message}); it tries again`);
    }
    if (life) retire(life);
  }

  /** Lets a pool finish what it has in hand, beside the next one, and frees what it could not record. */
  function retire(life: PoolLife): void {
    const retired: Promise<void> = life
      .stop()
      .then(() => freeJobsOf(pool, life.id))
      // Others take it over once this id has not beaten for a while.
      .catch((error: Error) => log().warn({ err: error }, `Could not sign off: ${error.message}`))
      .finally(() => {
        lives.delete(life);
        retiring.delete(retired);
      });
    retiring.add(retired);
  }

  async function keepOn(): Promise<void> {
    while (!stopping.signal.aborted) {
      await runOne();
      await pause(1_000, stopping.signal);
    }
  }

  const running = keepOn();
  return {
    all: lives,
    async stop() {
      stopping.abort();
      await Promise.all([...lives].map((life) => life.stop()));
      await running;
      await Promise.all(retiring);
    },
  };
}
