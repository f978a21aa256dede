import type { Database } from '../db/client';
import type { JobTry } from '../kit/jobs/next-try';
import { redactOld } from '../privacy/retention/redact-old';
import { watchMoney } from '../upkeep/invariants/watch-money';
import { runBatch } from '../upkeep/replays/run-batch';
import { sweepNow } from '../upkeep/sweep/sweep-now';
import { processEvent } from './process-event';
import { runEffect } from './run-effect';

/** What the worker's jobs call. */
export type Tasks = {
  /** Whether an attempt was recorded. */
  processEvent(prisma: Database, id: string, job: JobTry): Promise<boolean>;
  runEffect(prisma: Database, key: string, job: JobTry): Promise<void>;
  watchMoney(prisma: Database): Promise<void>;
  runBatch(prisma: Database, id: bigint): Promise<void>;
  sweepNow: typeof sweepNow;
  redactOld: typeof redactOld;
};

const slot = Symbol.for('hookwell.tasks');
type Global = typeof globalThis & { [slot]?: Tasks };

/**
 * Makes this copy of the handlers the one that the process's worker calls. `next dev` keeps one worker while it reloads
 * edited files: each request offers its own copy, so that an edit counts from the next event on.
 */
export function offerTasks(): void {
  (globalThis as Global)[slot] = { processEvent, runEffect, watchMoney, runBatch, sweepNow, redactOld };
}

export function currentTasks(): Tasks {
  return (globalThis as Global)[slot] ?? { processEvent, runEffect, watchMoney, runBatch, sweepNow, redactOld };
}
