import type pg from 'pg';
import { SCHEMA, WORKER_SCHEMA } from '../../../db/schemas';
import { type Finding, fatal, few, ok } from '../finding';
import type { Looked } from './check';

const SCHEMAS = [SCHEMA, WORKER_SCHEMA];

type SchemaRights = { name: string; there: boolean; usage: boolean; create: boolean; owner: string | null };
type TableRights = { name: string; owner: string; owned: boolean; hidden: boolean; lacks: string[] };

const SCHEMAS_SQL = `
select s.name, n.oid is not null as there, coalesce(has_schema_privilege(n.oid, 'usage'), false) as usage,
  coalesce(has_schema_privilege(n.oid, 'create'), false) as create, pg_get_userbyid(n.nspowner)::text as owner
from unnest($1::text[]) with ordinality as s(name, place) left join pg_namespace n on n.nspname = s.name order by place`;

/*
 * What belongs to an extension is not ours. The record of the migrations and the queue's view are only read. Row-level security hides every row from a role that is
 * neither the owner nor exempt, without an error: https://www.postgresql.org/docs/current/ddl-rowsecurity.html
 */
const TABLES_SQL = `
select n.nspname || '.' || c.relname as name, pg_get_userbyid(c.relowner)::text as owner,
  pg_has_role(c.relowner, 'usage') as owned, row_security_active(c.oid) as hidden, array(
    select p from unnest(case
      when c.relkind = 'S' then array['usage']
      when c.relkind = 'v' or c.relname in ('_prisma_migrations', 'migrations') then array['select']
      else array['select', 'insert', 'update', 'delete'] end) as p
    where not case when c.relkind = 'S' then has_sequence_privilege(c.oid, p) else has_table_privilege(c.oid, p) end
  ) as lacks
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = any($1::text[]) and not exists (
  select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
) and (c.relkind in ('r', 'p', 'v') or c.relkind = 'S' and not exists (
  -- The sequence of an identity column needs no right of its own.
  select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'i'
))
union all
select n.nspname || '.' || p.proname || '()', pg_get_userbyid(p.proowner)::text, pg_has_role(p.proowner, 'usage'), false,
  case when has_function_privilege(p.oid, 'execute') then '{}'::text[] else array['execute'] end
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where n.nspname = any($1::text[]) and p.prorettype <> 'trigger'::regtype and not exists (
  select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
)
order by name`;

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const readSchemas = async (client: pg.Client) => (await client.query<SchemaRights>(SCHEMAS_SQL, [SCHEMAS])).rows;
const readTables = async (client: pg.Client) => (await client.query<TableRights>(TABLES_SQL, [SCHEMAS])).rows;

/** What the role needs while migrations wait. Where nothing is to be changed it needs nothing more than to work. */
export async function checkMigrationRights({ client, server, pending }: Looked): Promise<Finding[]> {
  if (pending.length === 0) return [];
  const role = quote(server.role);
  const schemas = await readSchemas(client);
  const missing = schemas.filter(({ there }) => !there);
  const closed = schemas.filter(({ there, usage, create }) => there && !(usage && create));
  const { rows } = await client.query(`select has_database_privilege(current_database(), 'create') as may`);
  const findings: Finding[] = [];
  if (missing.length > 0 && !rows[0].may)
    findings.push(
      fatal(
        'rights_create_schema',
        `The role ${role} may not create a schema in the database ${quote(server.database)}, and ${missing.map(({ name }) => name).join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`,
        `As the database’s owner: ${missing.map(({ name }) => `create schema ${name} authorization ${role};`).join(' ')} Then the role needs no right on the database.`,
      ),
    );
  if (closed.length > 0)
    findings.push(
      fatal(
        'rights_schema',
        `The role ${role} may not create tables in the schema ${closed.map(({ name }) => name).join(', ')}, and migrations wait`,
        `As the schema’s owner (${owners(closed)}): ${closed.map(({ name }) => `grant usage, create on schema ${name} to ${role};`).join(' ')}`,
      ),
    );
  const foreign = (await readTables(client)).filter(({ owned }) => !owned);
  if (foreign.length > 0)
    findings.push(
      fatal(
        'rights_owner',
        `Migrations wait, and only their owner (${owners(foreign)}) may change ${few(foreign.map(({ name }) => name))}, not the role ${role}`,
        `Run npm run db:migrate as the owner (DIRECT_DATABASE_URL), or as an administrator: ${joinOwners(foreign, role)}`,
      ),
    );
  return findings;
}

/** What the role needs to store and apply events: to use both schemas, and to read and write what is in them. */
export async function checkRights({ client, server }: Looked): Promise<Finding[]> {
  const role = quote(server.role);
  const closed = (await readSchemas(client)).filter(({ there, usage }) => there && !usage);
  if (closed.length > 0)
    return [
      fatal(
        'rights_schema',
        `The role ${role} may not use the schema ${closed.map(({ name }) => name).join(', ')}`,
        `As the schema’s owner (${owners(closed)}): ${closed.map(({ name }) => `grant usage on schema ${name} to ${role};`).join(' ')}`,
      ),
    ];
  const tables = await readTables(client);
  const hidden = tables.filter((table) => table.hidden);
  const lacking = tables.filter(({ lacks }) => lacks.length > 0);
  const findings: Finding[] = [];
  if (hidden.length > 0)
    findings.push(
      fatal(
        'rights_row_security',
        `Row-level security hides the rows of ${few(hidden.map(({ name }) => name))} from the role ${role}, which is not their owner (${owners(hidden)}): jobs would never run`,
        `Use the owner’s role in DATABASE_URL, or as an administrator: ${joinOwners(hidden, role)}`,
      ),
    );
  if (lacking.length > 0)
    findings.push(
      fatal(
        'rights_tables',
        `The role ${role} lacks rights on ${few(lacking.map(({ name, lacks }) => `${name} (${lacks.join(', ')})`))}`,
        `As their owner (${owners(lacking)}): ${grants(lacking, role)}`,
      ),
    );
  return findings.length > 0 ? findings : [ok('rights', `The role ${role} may read and write our tables`)];
}

const owners = (of: { owner: string | null }[]): string =>
  [...new Set(of.map(({ owner }) => owner ?? 'nobody'))].sort().join(', ');

const joinOwners = (of: { owner: string }[], role: string): string =>
  [...new Set(of.map(({ owner }) => owner))].map((owner) => `grant ${quote(owner)} to ${role};`).join(' ');

/** The statements that give a role what it lacks, for whole schemas: tables that come later are the migrations' matter. */
function grants(lacking: TableRights[], role: string): string {
  const schemas = [...new Set(lacking.map(({ name }) => name.split('.')[0] as string))];
  const lack = (right: string) => lacking.some(({ lacks }) => lacks.includes(right));
  const kinds = [
    ...(['select', 'insert', 'update', 'delete'].some(lack) ? ['select, insert, update, delete on all tables'] : []),
    ...(lack('usage') ? ['usage on all sequences'] : []),
    ...(lack('execute') ? ['execute on all functions'] : []),
  ];
  return schemas.flatMap((schema) => kinds.map((kind) => `grant ${kind} in schema ${schema} to ${role};`)).join(' ');
}
