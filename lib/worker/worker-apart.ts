const slot = Symbol.for('hookwell.worker-apart');
type Global = typeof globalThis & { [slot]?: boolean };

/** Says that somebody else starts this app's worker, in a process of its own, before Next loads the app's own copy of this file. */
export function keepWorkerApart(): void {
  (globalThis as Global)[slot] = true;
}

/** Whether the worker of `WORKER=inline` is not for this process to start. */
export const isWorkerApart = (): boolean => (globalThis as Global)[slot] ?? false;
