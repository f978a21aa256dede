import type pg from 'pg';
import { MigrationError } from '../db/migration-error';
import { checkHistory } from '../db/migration-history';
import { migrationsDir, readMigrations } from '../db/migrations-folder';
import { pendingMigrations } from '../db/pending-migrations';
import { connectionsPerProcess } from '../db/pool-sizes';
import { withConnection } from '../db/with-connection';
import { checkDurability } from './check-durability';
import { checkPooler } from './check-pooler';
import { error, type Finding, few, ok, warn } from './finding';
import { judgeDatabaseError } from './judge-database-error';

/** `serverless`: a process is one function, with a small pool. */
export type DatabaseOptions = { url: string; directUrl: string | undefined; serverless: boolean };

/** The oldest PostgreSQL that the tests run on. */
const OLDEST = 15;

type Server = {
  version: string;
  number: number;
  encoding: string;
  readOnly: boolean;
  max: number;
  used: number;
  ours: number;
};

const SERVER_SQL = `
select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
  (select pg_encoding_to_char(encoding) from pg_database where datname = current_database()) as encoding,
  (pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on') as "readOnly",
  current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as max,
  (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used,
  (select count(*)::int from pg_stat_activity where application_name like 'hookwell-%') as ours`;

/** The database: reached, new enough, up to date, and with room for the pools of the app. Changes nothing. */
export async function checkDatabase({ url, directUrl, serverless }: DatabaseOptions): Promise<Finding[]> {
  try {
    const findings = await withConnection(url, 'doctor', (client) => inspect(client, serverless));
    return [...findings, ...(await checkPooler({ url, directUrl }))];
  } catch (problem) {
    return [judgeDatabaseError(url, problem as Error)];
  }
}

async function inspect(client: pg.Client, serverless: boolean): Promise<Finding[]> {
  const { rows } = await client.query<Server>(SERVER_SQL);
  const server = rows[0] as Server;
  return [
    ...judgeServer(server),
    await checkDurability(client),
    ...(await judgeMigrations(client)),
    judgeRoom(server, connectionsPerProcess(serverless, server.max)),
  ];
}

function judgeServer({ version, number, encoding, readOnly }: Server): Finding[] {
  const findings: Finding[] = [];
  if (number < OLDEST * 10_000)
    findings.push(
      error(
        'database_too_old',
        `PostgreSQL ${version} is too old: Hookwell needs ${OLDEST} or newer`,
        'Upgrade the server: https://www.postgresql.org/docs/current/upgrading.html',
      ),
    );
  if (encoding !== 'UTF8')
    findings.push(
      error(
        'database_encoding',
        `The database's encoding is ${encoding}: names with other than plain letters will be refused or spoilt`,
        "Make a new one: create database hookwell encoding 'UTF8' template template0, and move the data with pg_dump.",
      ),
    );
  if (readOnly)
    findings.push(
      error(
        'database_read_only',
        'The database takes no writes: it is a standby, or read-only by its settings',
        'Point DATABASE_URL at the primary, or reset default_transaction_read_only.',
      ),
    );
  return findings.length > 0 ? findings : [ok('database', `PostgreSQL ${version}, ${encoding}`)];
}

async function judgeMigrations(client: pg.Client): Promise<Finding[]> {
  try {
    const { rows } = await client.query(`select to_regclass('_prisma_migrations')::text as name`);
    if (rows[0].name) await checkHistory(client, await readMigrations(migrationsDir()));
  } catch (problem) {
    if (!(problem instanceof MigrationError)) throw problem;
    const [what = '', ...how] = problem.message.split(/(?<=[.:]) (?=Start the version|Restore it)|\n/);
    return [
      error(
        'migrations_broken',
        what.replace(/\.$/, ''),
        how.join(' ') || 'docs/architecture.md says how migrations work.',
      ),
    ];
  }
  const pending = await pendingMigrations(async (sql) => (await client.query(sql)).rows);
  const { rows } = await client.query(`select to_regclass('graphile_worker.migrations')::text as name`);
  if (!rows[0].name) pending.push('the worker’s tables');
  if (pending.length === 0) return [ok('migrations', 'Every migration is applied')];
  return [
    error(
      'migrations_pending',
      `${pending.length === 1 ? 'One migration is' : `${pending.length} migrations are`} not applied: ${few(pending)}`,
      'npm run db:migrate. `npm start` and `npm run worker` do it by themselves.',
    ),
  ];
}

/** Others' connections take from what is left for ours; ours are counted anew, by what the pools may grow to. */
function judgeRoom({ max, used, ours }: Server, each: number): Finding {
  const left = max - (used - ours);
  const processes = Math.floor(left / each);
  const room = `The server allows ${max} connections, others use ${used - ours}; one process of the app takes up to ${each}`;
  const fix =
    'Set DATABASE_POOL_SIZE to fewer, raise max_connections, end what others hold open, or put a pooler (PgBouncer) before the server.';
  if (processes < 1) return error('connections_short', `${room}: there is not room for one`, fix);
  if (processes < 2)
    return warn(
      'connections_short',
      `${room}: there is room for one, but a deployment starts the new one before the old one ends`,
      fix,
    );
  return ok('connections', `${room}: room for ${processes}`);
}
