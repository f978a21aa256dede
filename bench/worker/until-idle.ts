import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';

/** Waits until the queue is empty: also of effects. Looks seldom, because looking takes time of the same cores. */
export async function untilIdle(database: Pick<pg.Client, 'query'>): Promise<void> {
  for (;;) {
    const { rows } = await database.query('select 1 from hookwell_worker.jobs limit 1');
    if (rows.length === 0) return;
    await delay(250);
  }
}
