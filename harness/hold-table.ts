import pg from 'pg';
import { connectionOptions } from '../lib/db/connection-options';
import { until } from './inbox';

/** Holds a table, so that whoever writes to it stands still in the middle of its transaction. */
export async function holdTable(url: string, table: string) {
  const client = new pg.Client(connectionOptions(url));
  // The server may end while it holds.
  client.on('error', () => {});
  await client.connect();
  await client.query(`begin; lock table hookwell.${table} in access exclusive mode`);
  return {
    async somebodyWaits() {
      await until(async () => {
        const { rows } = await client.query(
          `select 1 from pg_locks where relation = 'hookwell.${table}'::regclass and not granted`,
        );
        return rows.length > 0;
      }, `somebody who waits for ${table}`);
    },
    async release() {
      await client.query('commit');
      await client.end();
    },
  };
}
