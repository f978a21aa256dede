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

/** Takes the rights on what is ours away from everybody (`public`) and from the roles of public APIs, where that is ours to do. */
export async function revokeApiRights(client: pg.ClientBase): Promise<void> {
  const { rows: owned } = await client.query<{ all: boolean }>(
    `select bool_and(pg_has_role(c.relowner, 'usage')) as all from pg_class c where c.relnamespace = any(array[to_regnamespace($1), to_regnamespace($2)])`,
    [SCHEMA, WORKER_SCHEMA],
  );
  if (!owned[0]?.all) return;
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
