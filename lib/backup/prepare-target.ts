import type pg from 'pg';
import { KnownError } from '../known-error';

/**
 * Makes room for a backup: refuses while an app or a worker is connected, and where there is data unless `replace` says
 * that it may go. Tables without a row, as a first start leaves them, are replaced without asking. Within a transaction.
 */
export async function prepareTarget(client: pg.Client, replace: boolean): Promise<void> {
  const { rows: others } = await client.query<{ name: string }>(
    `select distinct application_name as name from pg_stat_activity
     where datname = current_database() and application_name in ('hookwell-app', 'hookwell-worker')`,
  );
  if (others.length > 0)
    throw new KnownError('An app or a worker still uses this database. Stop every one of them, then restore.');
  const { rows: tables } = await client.query<{ name: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  if (!replace) await refuseData(client, tables);
  if (tables.length > 0) await client.query('drop schema public cascade; create schema public');
  await client.query('drop schema if exists graphile_worker cascade');
}

async function refuseData(client: pg.Client, tables: { name: string }[]): Promise<void> {
  for (const { name } of tables) {
    if (name === 'public._prisma_migrations') continue;
    const { rowCount } = await client.query(`select from ${name} limit 1`);
    if (rowCount)
      throw new KnownError(
        `The database is not empty: ${name} has rows. Restore into an empty one, or, if what is there may be lost for good, say so with --replace.`,
      );
  }
}
