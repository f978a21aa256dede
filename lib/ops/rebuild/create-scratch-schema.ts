import { randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { SCHEMA } from '../../db/schemas';
import { readStoredFunctions } from '../../db/stored-functions';
import { KnownError } from '../../kit/known-error';

const PREFIX = 'hookwell_rebuild_';

/** A schema of its own beside the live tables, for as long as one rebuild runs. `remove` drops it. */
export type ScratchSchema = { name: string; projections: string[]; remove(): Promise<void> };

/**
 * Makes a schema with empty copies of every projection: the tables whose changes are recorded, and what orders have beside them. All
 * other tables stand in it as views that nothing can be written to, and the enums as domains, because Prisma names both
 * with the schema. The functions that handlers call are made for it, too; triggers and foreign keys are not copied. Schemas that killed runs left behind are dropped first.
 */
export async function createScratchSchema(pool: Pool): Promise<ScratchSchema> {
  const owner = await pool.connect();
  const name = `${PREFIX}${randomBytes(6).toString('hex')}`;
  const remove = async () => {
    try {
      await owner.query(`drop schema if exists ${name} cascade`);
    } finally {
      // Ends the session, and with it the lock that says that this run lives.
      owner.release(true);
    }
  };
  try {
    await removeLeftovers(owner);
    await owner.query('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
    await owner.query(`create schema ${name}`).catch((error: Error & { code?: string }) => {
      if (error.code !== '42501') throw error;
      throw new KnownError(
        'A rebuild computes everything in a schema of its own, and this role may not make one. Let somebody who may run: grant create on database … to …',
        { cause: error },
      );
    });
    const projections = await findProjections(owner);
    for (const table of projections) await copyTable(owner, name, table);
    await showOthers(owner, name, projections);
    await copyFunctions(owner, name);
    return { name, projections, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** What the handlers call, for these tables. */
const CALLED = ['lock_name', 'close_over_refs', 'spell_out_refs', 'lock_purchase', 'purchase_rows', 'resolve_purchase'];

async function copyFunctions(client: PoolClient, schema: string): Promise<void> {
  for (const { name, sql } of await readStoredFunctions())
    if (CALLED.includes(name)) await client.query(sql.replaceAll(`${SCHEMA}.`, `${schema}.`));
  // Statements name it, and a rebuild never gets as far: it does no effect.
  await client.query(
    `create function ${schema}.enqueue_jobs(text, text, text, text[], integer, text default null, integer[] default null)
     returns integer language plpgsql as $$ begin raise exception 'A rebuild enqueues nothing'; end $$`,
  );
}

async function removeLeftovers(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspname like '${PREFIX.replaceAll('_', '\\_')}%'`,
  );
  for (const { name } of rows) {
    const { rows: locks } = await client.query<{ free: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as free',
      [name],
    );
    if (!locks[0]?.free) continue;
    await client.query(`drop schema if exists ${name} cascade`);
    await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]);
  }
}

async function findProjections(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where t.tgname = 'record_event_change' and c.relnamespace = '${SCHEMA}'::regnamespace
     union select unnest(array['order_refs', 'order_movements', 'order_holds']) order by name`,
  );
  return rows.map(({ name }) => name);
}

async function copyTable(client: PoolClient, schema: string, table: string): Promise<void> {
  await client.query(`create unlogged table ${schema}.${table} (like ${SCHEMA}.${table} including all)`);
  // A copied default would take its numbers from the live table's sequence.
  const { rows } = await client.query<{ column: string }>(
    `select column_name as column from information_schema.columns
     where table_schema = $1 and table_name = $2 and column_default like 'nextval(%'`,
    [schema, table],
  );
  for (const { column } of rows) {
    await client.query(`create sequence ${schema}.${table}_${column}_seq owned by ${schema}.${table}.${column}`);
    await client.query(
      `alter table ${schema}.${table} alter column ${column} set default nextval('${schema}.${table}_${column}_seq')`,
    );
  }
}

async function showOthers(client: PoolClient, schema: string, projections: string[]): Promise<void> {
  const { rows: enums } = await client.query<{ name: string }>(
    `select typname as name from pg_type where typtype = 'e' and typnamespace = '${SCHEMA}'::regnamespace`,
  );
  for (const { name } of enums) await client.query(`create domain ${schema}.${name} as ${SCHEMA}.${name}`);
  await client.query(`
    create function ${schema}.refuse() returns trigger language plpgsql as $$
    begin raise exception 'A rebuild writes to its projections only, not to %', tg_table_name; end $$`);
  const { rows: others } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relkind in ('r', 'p') and relnamespace = '${SCHEMA}'::regnamespace and relname not like '\\_%' and relname <> all($1)`,
    [projections],
  );
  for (const { name } of others) {
    await client.query(`create view ${schema}."${name}" as select * from ${SCHEMA}."${name}"`);
    await client.query(
      `create trigger refuse instead of insert or update or delete on ${schema}."${name}" for each row execute function ${schema}.refuse()`,
    );
  }
}
