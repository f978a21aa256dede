import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { asError } from '../../lib/kit/jobs/as-error';
import { log } from '../../lib/kit/log/log';
import { pause } from '../../lib/kit/pause';
import { forkChild, tellEnd } from './fork-child';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Who lived as long is no longer on its way from one death to the next. */
const HEALTHY_MS = 60_000;

export type KeptWorker = {
  /** SIGTERM to the worker, which finishes its jobs in hand; resolves once it has ended. */
  stop(): Promise<void>;
};

/**
 * Keeps the worker of `npm start` running as a process of its own: one that dies is started again, 1 to 30 s later. `onDeath`
 * frees what it had in hand.
 */
export function keepWorker(onDeath: (pid: number) => Promise<void>): KeptWorker {
  const stopping = new AbortController();
  let child: ChildProcess | undefined;

  /** How it ended. Rejects where no process can be started, as with no memory left: that is a death as well. */
  async function runToItsEnd(): Promise<string> {
    child = undefined;
    child = forkChild('worker');
    // One that comes after its end is told by nobody else.
    child.on('error', (error) => log().debug(`The worker's process: ${error.message}`));
    const [code, signal] = await once(child, 'exit');
    return tellEnd(code, signal);
  }

  async function keep(): Promise<void> {
    let wait = FIRST_PAUSE_MS;
    while (!stopping.signal.aborted) {
      const since = performance.now();
      const how = await runToItsEnd().catch((thrown) => asError(thrown).message);
      if (stopping.signal.aborted) return;
      if (performance.now() - since > HEALTHY_MS) wait = FIRST_PAUSE_MS;
      log().error(
        `The worker (process ${child?.pid ?? 'not started'}) died: ${how}. It starts again in ${wait / 1_000} s`,
      );
      if (child?.pid)
        await onDeath(child.pid).catch((error: Error) =>
          log().warn({ err: error }, `What it had in hand is taken over within 20 s: ${error.message}`),
        );
      await pause(wait, stopping.signal);
      wait = Math.min(2 * wait, LONGEST_PAUSE_MS);
    }
  }
  const kept = keep();

  return {
    async stop() {
      stopping.abort();
      child?.kill('SIGTERM');
      await kept;
    },
  };
}
