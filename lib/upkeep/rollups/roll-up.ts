import type { Pool } from 'pg';
import { rollEvents } from './roll-events';
import { rollMoney } from './roll-money';

/** Brings everything that the charts are drawn from up to date. Stops between two steps when it is told to. */
export async function rollUp(pool: Pool, signal?: AbortSignal): Promise<void> {
  for (const step of [() => rollEvents(pool), () => rollMoney(pool)]) {
    while (!signal?.aborted && (await step()));
  }
}
