import type pg from 'pg';
import { withConnection } from '../db/with-connection';
import type { DatabaseOptions } from './check-database';
import { error, type Finding, ok } from './finding';
import { judgeDatabaseError } from './judge-database-error';

/** What stands between: nothing, or a pooler that keeps a server's connection for a session, or only for a transaction. */
type Between = 'nothing' | 'session' | 'transaction';

/** Behind a pooler in transaction mode, migrations and LISTEN need another way: is there one, and does it go around? */
export async function checkPooler({ url, directUrl }: Pick<DatabaseOptions, 'url' | 'directUrl'>): Promise<Finding[]> {
  const between = await whatIsBetween(url);
  const findings = directUrl && directUrl !== url ? await checkDirect(url, directUrl) : [];
  if (between !== 'transaction') return findings;
  if (findings.length > 0) return findings;
  return directUrl && directUrl !== url
    ? [ok('pooler', 'DATABASE_URL goes through a pooler in transaction mode, DIRECT_DATABASE_URL goes around it')]
    : [
        error(
          'pooler_without_direct',
          'DATABASE_URL goes through a pooler in transaction mode: migrations and LISTEN do not work there',
          'Set DIRECT_DATABASE_URL to the server itself (often port 5432 instead of 6543, or a host without “-pooler”).',
        ),
      ];
}

async function checkDirect(url: string, directUrl: string): Promise<Finding[]> {
  try {
    if ((await whatIsBetween(directUrl)) === 'transaction')
      return [
        error(
          'direct_is_pooled',
          'DIRECT_DATABASE_URL goes through a pooler in transaction mode, too',
          'Set it to the server itself (often port 5432 instead of 6543, or a host without “-pooler”).',
        ),
      ];
    const [one, other] = [await identify(url), await identify(directUrl)];
    if (one !== other)
      return [
        error(
          'direct_elsewhere',
          'DIRECT_DATABASE_URL leads to another database than DATABASE_URL: migrations would go there',
          'Let both name the same database.',
        ),
      ];
    return [];
  } catch (problem) {
    const { message, fix = '' } = judgeDatabaseError(directUrl, problem as Error);
    return [
      error(
        'direct_unreachable',
        `DIRECT_DATABASE_URL: ${message}`,
        fix.replaceAll('DATABASE_URL', 'DIRECT_DATABASE_URL'),
      ),
    ];
  }
}

/** The cluster's own number and the database in it: https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-CONTROL-SYSTEM */
async function identify(url: string): Promise<string> {
  return withConnection(url, 'doctor', async (client) => {
    const { rows } = await client.query(
      `select system_identifier || '/' || current_database() as identity from pg_control_system()`,
    );
    return rows[0].identity as string;
  });
}

/**
 * A pooler gives a session a process number of its own, so it differs from the server's. In transaction mode a second
 * session gets the server's connection as soon as the first has ended its transaction, and the first then gets another.
 */
async function whatIsBetween(url: string): Promise<Between> {
  return withConnection(url, 'doctor', async (first) => {
    const before = await serverPid(first);
    if ((first as pg.Client & { processID: number | null }).processID === before) return 'nothing';
    try {
      return await withConnection(url, 'doctor', (second) => compareSessions(first, second, before));
    } catch {
      // A pooler with one connection, which keeps it for the first session, has none for the second.
      return 'session';
    }
  });
}

async function compareSessions(first: pg.Client, second: pg.Client, before: number): Promise<Between> {
  await second.query('begin');
  const taken = await serverPid(second);
  const after = taken === before ? before : await serverPid(first);
  await second.query('rollback');
  return taken === before || after !== before ? 'transaction' : 'session';
}

async function serverPid(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return (rows[0] as { pid: number }).pid;
}
