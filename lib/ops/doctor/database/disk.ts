import { type Finding, fatal } from '../finding';
import type { Looked } from './check';

/** Has the server add 128 kB to a file where the database keeps its tables. It is gone at the end of the transaction. */
const PROBE = [
  'begin',
  // Empty: the database's own tablespace, not that of the role's temporary tables.
  `set local temp_tablespaces = ''`,
  `create temporary table hookwell_probe on commit drop as
   select repeat('x', 1000) as piece from generate_series(1, 128)`,
];

/**
 * Whether the server can still make a file longer. How much is left no client can ask, so that nothing is said about it.
 * Errors: https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export async function checkDisk({ client, server }: Looked): Promise<Finding[]> {
  if (server.standby || server.readOnly) return [];
  try {
    for (const statement of PROBE) await client.query(statement);
    return [];
  } catch (problem) {
    const { code, message } = problem as { code?: string; message: string };
    // A role that may not make temporary tables (42501) leaves the question open.
    return code === '53100' ? [diskFull(message)] : [];
  } finally {
    await client.query('rollback');
  }
}

/** `message`: what the server said. */
export const diskFull = (message: string): Finding =>
  fatal(
    'database_disk_full',
    `The server's disk is full: ${message}`,
    'Make room at the server: its log says which file it could not write. Deleted rows free nothing by themselves; old WAL files of a replication slot that nobody reads are a frequent cause (pg_replication_slots).',
  );
