import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { markLogged, markRecorded } from '../../lib/kit/jobs/recorded';
import { log } from '../../lib/kit/log/log';
import type { Trial, Trials, TrialVerdict } from '../../lib/worker/try-suspect';
import type { TrialAnswer } from '../children/trial';
import { forkChild, tellEnd } from './fork-child';

/** Suspects come in groups: a process costs a second to start, and memory to keep. */
const KEEP_MS = 60_000;

/** Tries suspects in a child process, which is started for the first and kept for those that follow at once. */
export function forkTrials(): Trials {
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const stop = () => {
    clearTimeout(idle);
    // It ends once its channel is closed.
    if (child?.connected) child.disconnect();
    child = undefined;
  };
  async function tryIt(trial: Trial): Promise<TrialVerdict> {
    clearTimeout(idle);
    if (!child?.connected) {
      child = forkChild('trial');
      child.on('error', (error) => log().debug(`The trial's process: ${error.message}`));
    }
    const ended = new AbortController();
    try {
      child.send(trial);
      const verdict = await Promise.race([answerOf(child, ended.signal), endOf(child, ended.signal)]);
      // What a handler left behind there, a timer or a loop, must not be taken for the next one's.
      if (!('recorded' in verdict)) stop();
      return verdict;
    } finally {
      ended.abort();
      idle = setTimeout(stop, KEEP_MS);
      idle.unref();
    }
  }
  return {
    run(trial) {
      // Nothing beside it: else a death would have two suspects again.
      const verdict = turn.then(() => tryIt(trial));
      turn = verdict.catch(() => {});
      return verdict;
    },
    stop,
  };
}

async function answerOf(child: ChildProcess, signal: AbortSignal): Promise<TrialVerdict> {
  const [answer] = (await once(child, 'message', { signal })) as [TrialAnswer];
  return 'recorded' in answer ? answer : { threw: revive(answer) };
}

async function endOf(child: ChildProcess, signal: AbortSignal): Promise<TrialVerdict> {
  const [code, by] = (await once(child, 'exit', { signal })) as [number | null, NodeJS.Signals | null];
  return { died: tellEnd(code, by) };
}

/** The error that the other process has recorded, or logged at least, as if it had been thrown here. */
function revive({ message, stack, kept }: Exclude<TrialAnswer, { recorded: boolean }>): Error {
  const error = Object.assign(new Error(message), { stack });
  if (kept === 'recorded') markRecorded(error);
  if (kept === 'logged') markLogged(error);
  return error;
}
