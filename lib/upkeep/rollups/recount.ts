import type { Pool } from 'pg';
import { transact } from '../../db/transact';
import { lockBoth } from './lock';
import { rollUp } from './roll-up';

/**
 * Counts and adds up anew everything that the charts are drawn from: for whoever has changed rows in a way that nobody
 * notes. The pages count for themselves meanwhile, and a worker may do part of it.
 */
export async function recount(pool: Pool): Promise<void> {
  await forgetRollups(pool);
  await rollUp(pool);
}

async function forgetRollups(pool: Pool): Promise<void> {
  await transact(pool, async (client) => {
    await lockBoth(client);
    for (const table of ['rollup_states', 'event_rollups', 'money_rollups', 'money_changes'])
      await client.query(`delete from hookwell.${table}`);
    await client.query(`
      insert into hookwell.money_changes (livemode, start)
      select distinct livemode, date_bin('15 minutes', moved_at, '2000-01-01T00:00Z') from hookwell.order_movements`);
  });
}
