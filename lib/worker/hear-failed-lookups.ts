import type { WorkerEvents } from 'graphile-worker';
import { isLostStatement } from '../db/is-lost-statement';
import { log } from '../kit/log/log';

/** Each slot asks every few seconds: one line says it for all of them. */
const SAY_EVERY_MS = 30_000;

/**
 * graphile-worker tells only its debug log that it cannot ask for jobs, and asks again for ever: a worker that stood still
 * so said that it ran. Here it is told; and where what it had prepared is unknown, which no further try mends, `lost`
 * resolves.
 */
export function hearFailedLookups(events: WorkerEvents): { lost: Promise<void>; lostStatements(): boolean } {
  let saidAt = Number.NEGATIVE_INFINITY;
  let isLost = false;
  const lost = new Promise<void>((resolve) => {
    events.on('worker:getJob:error', ({ error }) => {
      if (isLostStatement(error)) {
        isLost = true;
        resolve();
      }
      if (performance.now() - saidAt < SAY_EVERY_MS) return;
      saidAt = performance.now();
      log().warn({ err: error }, `The worker could not look for jobs (${(error as Error).message}); it tries again`);
    });
  });
  return { lost, lostStatements: () => isLost };
}
