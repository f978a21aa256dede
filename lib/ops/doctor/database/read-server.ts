import type pg from 'pg';

/** A limit on connections that are open at the same time, and how many of them are taken by others than Hookwell. */
export type Limit = { of: 'server' | 'role' | 'database'; name: string; max: number; others: number };

/** What the server says about itself, and about the role that asks. */
export type Server = {
  version: string;
  number: number;
  encoding: string;
  standby: boolean;
  readOnly: boolean;
  role: string;
  database: string;
  limits: Limit[];
};

type Row = Omit<Server, 'limits'> & {
  superuser: boolean;
  login: string;
  serverMax: number;
  roleMax: number;
  databaseMax: number;
  inServer: number;
  inRole: number;
  inDatabase: number;
  ours: number;
};

/*
 * pg_stat_activity hides most of another role's row (its backend_type, its application_name) from a plain role, but never
 * whose it is and in which database: those two are what is counted. Autovacuum has no user, and does not count.
 * https://www.postgresql.org/docs/current/monitoring-stats.html
 */
const SERVER_SQL = `
select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
  pg_encoding_to_char(d.encoding) as encoding, pg_is_in_recovery() as standby,
  current_setting('default_transaction_read_only') = 'on' as "readOnly",
  current_user::text as role, d.datname::text as database, r.rolsuper as superuser, r.rolname::text as login,
  current_setting('max_connections')::int - case when r.rolsuper then 0 else
    current_setting('superuser_reserved_connections')::int
    + case when reserved.usable then 0 else coalesce(current_setting('reserved_connections', true)::int, 0) end
  end as "serverMax",
  r.rolconnlimit as "roleMax", d.datconnlimit as "databaseMax", used.*
from pg_database d, pg_roles r, lateral (
  select exists (
    select from pg_roles where rolname = 'pg_use_reserved_connections' and pg_has_role(r.oid, oid, 'usage')
  ) as usable
) as reserved, lateral (
  select count(*)::int as "inServer", (count(*) filter (where usesysid = r.oid))::int as "inRole",
    (count(*) filter (where datid = d.oid))::int as "inDatabase",
    (count(*) filter (where datid = d.oid and application_name like 'hookwell-%'))::int as ours
  from pg_stat_activity where datid is not null and usesysid is not null
) as used
where d.datname = current_database() and r.rolname = session_user`;

/** Asks the server for what the checks need, in one statement. */
export async function readServer(client: pg.Client): Promise<Server> {
  const { rows } = await client.query<Row>(SERVER_SQL);
  const row = rows[0] as Row;
  const { version, number, encoding, standby, readOnly, role, database } = row;
  return { version, number, encoding, standby, readOnly, role, database, limits: limitsOf(row) };
}

/** The limits of roles and databases do not hold for a superuser, and -1 is none. */
function limitsOf(row: Row): Limit[] {
  const others = (used: number) => Math.max(0, used - row.ours);
  const limits: Limit[] = [
    { of: 'server', name: row.database, max: row.serverMax, others: others(row.inServer) },
    { of: 'role', name: row.login, max: row.roleMax, others: others(row.inRole) },
    { of: 'database', name: row.database, max: row.databaseMax, others: others(row.inDatabase) },
  ];
  return limits.filter((limit) => limit.of === 'server' || (!row.superuser && limit.max >= 0));
}
