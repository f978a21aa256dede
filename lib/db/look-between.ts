import type pg from 'pg';
import { KnownError } from '../kit/known-error';
import { isUsedUp } from './patient-pool';
import { withConnection } from './with-connection';

/** What stands between us and the server: nothing, or a pooler that keeps a connection for a session, a transaction or a statement. */
export type Between = 'nothing' | 'session' | 'transaction' | 'statement';

/** A pooler that is busy gives the same connection again by chance; not so often. */
const ROUNDS = 5;

/**
 * Looks what stands between: never guessed from a setting. A session of our own meets one process of the server and nobody
 * else does. Leaves nothing behind. Throws what connecting throws.
 */
export async function lookBetween(url: string): Promise<Between> {
  return withConnection(url, 'look', async (first) => {
    let own: number;
    try {
      own = await serverPid(first);
    } catch (error) {
      if (isStatementMode(error as Error)) return 'statement';
      throw error;
    }
    // A pooler gives a session a number of its own. Those that pass on the server's are found below as well.
    const direct = (first as pg.Client & { processID: number | null }).processID === own;
    try {
      const shared = await withConnection(url, 'look', (second) => shareProcesses(first, second, own));
      if (shared) return 'transaction';
    } catch (error) {
      // A pooler with one connection, which keeps it for the first session, has none for the second.
      if (!direct && (isUsedUp(error) || /time(d )?out/i.test((error as Error).message))) return 'session';
      // A server that has no room for a second one.
      if ((error as { code?: string }).code !== '53300') throw error;
    }
    return direct ? 'nothing' : 'session';
  });
}

/** How a pooler in statement mode refuses to begin a transaction. */
export const isStatementMode = ({ message }: Error): boolean => /statement pooling/i.test(message);

/**
 * Whether two sessions meet the same process of the server, or one of them two. They take turns in both ways: most poolers
 * give first what was given back last, and with one way alone two sessions that share could meet the same two for ever.
 */
async function shareProcesses(first: pg.Client, second: pg.Client, own: number): Promise<boolean> {
  const others = await serverPid(second);
  if (others === own) return true;
  for (let round = 0; round < ROUNDS; round += 1) {
    if ((await serverPid(first)) !== own) return true;
    // While the second keeps what it was given, the first gets another, if they share.
    await second.query('begin');
    const met = [await serverPid(second), await serverPid(first)];
    await second.query('rollback');
    if (met[0] !== others || met[1] !== own || (await serverPid(second)) !== others) return true;
  }
  return false;
}

async function serverPid(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return (rows[0] as { pid: number }).pid;
}

/** Refuses to go on where sessions are shared, for what needs one: a lock or a schema that lasts longer than a transaction. */
export async function requireSession(url: string, what: string): Promise<void> {
  const between = await lookBetween(url);
  if (between === 'transaction' || between === 'statement') throw new KnownError(needsDirect(between, what));
}

/** The words for it, with what to do. */
export const needsDirect = (between: 'transaction' | 'statement', what: string): string =>
  `${what} through a pooler in ${between} mode is not possible. Set DIRECT_DATABASE_URL to the server itself (often port 5432 instead of 6543, or a host without “-pooler”)`;
