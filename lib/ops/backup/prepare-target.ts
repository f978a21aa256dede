import type pg from 'pg';
import { createSchemas } from '../../db/prepare-schemas';
import { SCHEMA, WORKER_SCHEMA } from '../../db/schemas';
import { KnownError } from '../../kit/known-error';

/**
 * Makes room for a backup in our two schemas: refuses while an app or a worker is connected, and where there is data unless
 * `replace` says that it may go. Tables without a row, as a first start leaves them, are replaced without asking. Whatever
 * else is in the database stays. Within a transaction.
 */
export async function prepareTarget(client: pg.Client, replace: boolean): Promise<void> {
  const { rows: others } = await client.query<{ name: string }>(
    `select distinct application_name as name from pg_stat_activity
     where datname = current_database() and application_name in ('hookwell-app', 'hookwell-worker')`,
  );
  if (others.length > 0)
    throw new KnownError('An app or a worker still uses this database. Stop every one of them, then restore.');
  const { rows: tables } = await client.query<{ name: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname = $1`,
    [SCHEMA],
  );
  if (!replace) await refuseData(client, tables);
  for (const schema of [SCHEMA, WORKER_SCHEMA]) await emptySchema(client, schema);
  await createSchemas(client);
}

/** The schema itself stays: whoever may not make one had it made by somebody else. */
async function emptySchema(client: pg.Client, schema: string): Promise<void> {
  const { rows } = await client.query<{ drop: string }>(
    `select format('drop %s if exists %s cascade', case c.relkind when 'v' then 'view' else 'table' end, c.oid::regclass) as drop
     from pg_class c where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'p', 'v')
     union all
     select format('drop routine if exists %s cascade', p.oid::regprocedure)
     from pg_proc p where p.pronamespace = to_regnamespace($1)
     union all
     select format('drop type if exists %s cascade', t.oid::regtype)
     from pg_type t where t.typnamespace = to_regnamespace($1) and (t.typtype = 'e' or exists (
       select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))`,
    [schema],
  );
  for (const { drop } of rows) await client.query(drop);
}

async function refuseData(client: pg.Client, tables: { name: string }[]): Promise<void> {
  for (const { name } of tables) {
    if (name === `${SCHEMA}._prisma_migrations`) continue;
    const { rowCount } = await client.query(`select from ${name} limit 1`);
    if (rowCount)
      throw new KnownError(
        `The database is not empty: ${name} has rows. Restore into an empty one, or, if what is there may be lost for good, say so with --replace.`,
      );
  }
}
