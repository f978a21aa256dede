import { API_ROLES } from '../../../db/prepare-schemas';
import { SCHEMA, WORKER_SCHEMA } from '../../../db/schemas';
import { type Finding, few, warn } from '../finding';
import type { Looked } from './check';

const ANY = 'select, insert, update, delete, truncate, references, trigger';

const GRANTS_SQL = `
select role, array_agg(distinct schema) as schemas, array_agg(name order by name) as tables
from (
  select r.role, n.nspname::text as schema, c.relname::text as name
  from unnest($2::text[]) as r(role), pg_namespace n join pg_class c on c.relnamespace = n.oid
  where n.nspname = any($1::text[]) and c.relkind in ('r', 'p', 'v', 'm')
    and (r.role = 'public' or r.role in (select rolname from pg_roles))
    and has_schema_privilege(r.role, n.oid, 'usage') and has_table_privilege(r.role, c.oid, '${ANY}')
) as granted group by role order by role`;

/** Whether somebody whom an API of the host lets in may read or write our tables: events hold customers' data. */
export async function checkApiGrants({ client }: Looked): Promise<Finding[]> {
  const { rows } = await client.query<{ role: string; schemas: string[]; tables: string[] }>(GRANTS_SQL, [
    [SCHEMA, WORKER_SCHEMA],
    // `public` is every role.
    [...API_ROLES, 'public'],
  ]);
  if (rows.length === 0) return [];
  const roles = rows.map(({ role }) => role);
  const schemas = [...new Set(rows.flatMap((row) => row.schemas))].sort();
  const tables = [...new Set(rows.flatMap((row) => row.tables))].sort();
  return [
    warn(
      'api_grants',
      `${roles.join(', ')} ${roles.length === 1 ? 'has' : 'have'} rights on ${few(tables)}: an API of the host (Supabase, PostgREST) may show them to anybody`,
      `As the tables’ owner: ${schemas.map((schema) => `revoke all on all tables in schema ${schema} from ${roles.join(', ')};`).join(' ')}`,
    ),
  ];
}
