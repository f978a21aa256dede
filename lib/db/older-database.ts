import type pg from 'pg';
import { MigrationError } from './migration-error';

/** The first migration of the versions from before the schema of our own: what stands in a database of theirs. */
export const FIRST_OF_OLD = '20261122061454_init';

/** What this role may not read is not ours. */
const historyIn = (schema: string): string => `
  select from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = '${schema}' and c.relname = '_prisma_migrations' and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')`;

/**
 * Throws `older_database` where the database holds the tables of a version from before the first release, which
 * stood in the schema public and are not taken over. A host's tables of the same names are not ours, and may stay.
 */
export async function refuseOlderDatabase(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ history: boolean; ours: boolean }>(
    `select exists (${historyIn('public')}) as history, exists (${historyIn('hookwell')}) as ours`,
  );
  if (!rows[0]?.history || rows[0].ours) return;
  const { rowCount } = await client.query('select from public._prisma_migrations where migration_name = $1', [
    FIRST_OF_OLD,
  ]);
  if (!rowCount) return;
  throw new MigrationError(
    'older_database',
    'This database is of a version of Hookwell from before its first release. Its tables, in the schema public, are not taken over.',
    { fix: 'Use another database, and fetch what Stripe still has of the last 30 days: npm run sweep -- --since 30d' },
  );
}

/** The schemas that were ours and may be another app's in the same database: only `npm run dev` asks for this. */
const THEN = ['public', 'graphile_worker'];

/**
 * Keeps the tables of such a version under other names (`public_before_hookwell`), so that ours can be made beside them.
 * Returns what the schemas are called now. Whoever needs them no more drops them.
 */
export async function setOlderAside(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select name from unnest($1::text[]) as name where to_regnamespace(name) is not null',
    [THEN],
  );
  const renames = rows.map(({ name }) => `alter schema ${name} rename to ${name}_before_hookwell`);
  await client.query(`do $$ begin ${renames.join('; ')}; create schema public; end $$`);
  return rows.map(({ name }) => `${name}_before_hookwell`);
}
