import { log } from './log/log';
import { pause } from './pause';

/** What is done again and again until it is stopped. */
export type Periodic = {
  /** Begins no further round, and resolves once the one that runs is over. */
  stop(): Promise<void>;
};

/**
 * `level` of the log line of an error. `unref`: it keeps no process alive. `lastly`: it runs once more when it is stopped.
 */
type PeriodicOptions = { level?: 'debug' | 'warn'; unref?: boolean; lastly?: boolean };

/**
 * Does `work` now, and again `intervalMs` after each time it is over, so that no two rounds overlap. What it throws is logged
 * (“Could not free stranded jobs: …”) and ends nothing. Its signal aborts when it is stopped. An interval that is a function is asked
 * after each round.
 */
export function every(
  intervalMs: number | (() => number),
  name: string,
  work: (signal: AbortSignal) => unknown,
  { level = 'warn', unref = false, lastly = false }: PeriodicOptions = {},
): Periodic {
  const stopping = new AbortController();

  async function round(): Promise<void> {
    try {
      await work(stopping.signal);
    } catch (error) {
      log()[level]({ err: error }, `Could not ${name}: ${(error as Error).message}`);
    }
  }

  async function keepOn(): Promise<void> {
    while (!stopping.signal.aborted) {
      await round();
      const wait = typeof intervalMs === 'number' ? intervalMs : intervalMs();
      await pause(wait, stopping.signal, { ref: !unref });
    }
    if (lastly) await round();
  }

  const running = keepOn();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
