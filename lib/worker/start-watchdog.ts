import inspector from 'node:inspector';
import { Worker } from 'node:worker_threads';
import { env } from '../kit/env';

/** So often the thread looks within the limit: a process counts as still after that many looks in a row without a beat. */
const LOOKS = 20;

/*
 * What the thread does. It counts its own looks, not the clock: a process that was stopped (SIGSTOP) or a machine that slept has
 * missed them as well, and a clock that is set changes nothing. Written as text, so that neither tsx nor a bundler is needed in it.
 */
const THREAD = `
const { workerData: { cells, limitMs, everyMs, pid } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const [BEAT, DEBUGGED] = [0, 1];
let seen = -1;
let still = 0;
setInterval(() => {
  const beat = Atomics.load(cells, BEAT);
  still = beat === seen && Atomics.load(cells, DEBUGGED) === 0 ? still + 1 : 0;
  seen = beat;
  if (still * everyMs < limitMs) return;
  try {
    writeSync(2, 'The event loop of process ' + pid + ' has stood still for ' + limitMs / 1000 + ' s (WATCHDOG_SECONDS): a handler loops for ever, or the memory is used up. The process ends itself by SIGKILL; what it had in hand is tried again.\\n');
  } catch {}
  process.kill(pid, 'SIGKILL');
}, everyMs);
`;

/**
 * Ends this process by SIGKILL once its event loop has stood still for as long as WATCHDOG_SECONDS says: what loops can be
 * stopped from another thread alone. It says why on standard error first. It does nothing while a debugger is attached. For a process
 * that has no other task than jobs: the door must never end for a handler.
 */
export function startWatchdog(limitMs = env().WATCHDOG_SECONDS * 1_000): { stop(): Promise<void> } {
  const cells = new Int32Array(new SharedArrayBuffer(8));
  const everyMs = Math.ceil(limitMs / LOOKS);
  const beat = () => {
    Atomics.add(cells, 0, 1);
    Atomics.store(cells, 1, inspector.url() ? 1 : 0);
  };
  beat();
  const beats = setInterval(beat, everyMs / 2);
  const thread = new Worker(THREAD, {
    eval: true,
    workerData: { cells, limitMs, everyMs, pid: process.pid },
    // Neither a loader nor a preloaded file: it starts at once, and small.
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  });
  beats.unref();
  thread.unref();
  return {
    async stop() {
      clearInterval(beats);
      await thread.terminate();
    },
  };
}
