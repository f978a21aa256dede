import { setTimeout as delay } from 'node:timers/promises';

/** Waits so long, or until the signal is aborted: then it resolves early. With `ref: false` it keeps no process alive. */
export const pause = (ms: number, signal: AbortSignal, { ref = true } = {}): Promise<void> =>
  delay(ms, undefined, { signal, ref }).catch((error: Error) => {
    if (error.name !== 'AbortError') throw error;
  });
