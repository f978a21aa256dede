import type pg from 'pg';
import { MigrationError } from './migration-error';
import { SCHEMA, WORKER_SCHEMA } from './schemas';

/** Makes our two schemas where they are missing. A role that may not create any needs them made by somebody who may. */
export async function createSchemas(client: pg.ClientBase): Promise<void> {
  for (const schema of [SCHEMA, WORKER_SCHEMA]) {
    // Not `if not exists`, which asks for the right to create one also where it is there.
    const { rows } = await client.query<{ there: boolean }>('select to_regnamespace($1) is not null as there', [
      schema,
    ]);
    if (rows[0]?.there) continue;
    try {
      await client.query(`create schema ${schema}`);
    } catch (error) {
      if ((error as { code?: unknown }).code !== '42501') throw error;
      const { rows: who } = await client.query<{ role: string; database: string }>(
        'select quote_ident(current_user) as role, quote_ident(current_database()) as database',
      );
      const { role, database } = who[0] as { role: string; database: string };
      throw new MigrationError(
        'no_right',
        `The role ${role} may not create the schema ${schema}. Let somebody who may run one of these, and start again:\n` +
          `  create schema ${SCHEMA} authorization ${role}; create schema ${WORKER_SCHEMA} authorization ${role};\n` +
          `  grant create on database ${database} to ${role};`,
        { cause: error },
      );
    }
  }
}

/**
 * Roles through which Supabase, Neon and PostgREST let anybody on the internet ask the database, and to which some providers
 * grant rights on every new table and function.
 * https://supabase.com/docs/guides/api/securing-your-api, https://docs.postgrest.org/en/stable/explanations/db_authz.html
 */
export const API_ROLES = ['anon', 'authenticated', 'anonymous', 'web_anon', 'service_role'];

/** Whether somebody has such rights, and whether they are ours to take: only an owner may. */
const GRANTED_SQL = `
with ours as (
  select n.oid, n.nspacl, n.nspowner from pg_namespace n where n.nspname = any($1::text[])
), granted as (
  select a.grantee from ours, aclexplode(ours.nspacl) as a
  union all select a.grantee from pg_class c join ours on ours.oid = c.relnamespace, aclexplode(c.relacl) as a
  union all select a.grantee from pg_proc p join ours on ours.oid = p.pronamespace,
    aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as a
)
select exists (
    select from granted where grantee = 0 or grantee in (select oid from pg_roles where rolname = any($2::text[]) and rolname <> current_user)
  ) as granted,
  (select bool_and(pg_has_role(nspowner, 'usage')) from ours)
    and (select bool_and(pg_has_role(c.relowner, 'usage')) from pg_class c join ours on ours.oid = c.relnamespace) as owned`;

/** One at a time: two that change the same rights fail each other. */
const revokeLock = 4_665_306;

/** Takes the rights on what is ours away from everybody (`public`) and from the roles of public APIs, where that is ours to do. */
export async function revokeApiRights(client: pg.ClientBase): Promise<void> {
  const { rows: looked } = await client.query<{ granted: boolean; owned: boolean }>(GRANTED_SQL, [
    [SCHEMA, WORKER_SCHEMA],
    API_ROLES,
  ]);
  if (!looked[0]?.granted || !looked[0].owned) return;
  await client.query('begin');
  try {
    await client.query(`select pg_advisory_xact_lock(${revokeLock})`);
    await revoke(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

async function revoke(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select quote_ident(rolname) as name from pg_roles where rolname = any($1) and rolname <> current_user',
    [API_ROLES],
  );
  const from = ['public', ...rows.map(({ name }) => name)].join(', ');
  for (const schema of [SCHEMA, WORKER_SCHEMA])
    await client.query(
      `revoke all on schema ${schema} from ${from};
       revoke all on all tables in schema ${schema} from ${from};
       revoke all on all sequences in schema ${schema} from ${from};
       revoke all on all functions in schema ${schema} from ${from}`,
    );
}
