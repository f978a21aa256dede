import { env } from '../env';

/**
 * Whether DATABASE_URL leads to a pooler: who set another URL for what needs a session has one. In transaction mode it
 * hands each transaction to another connection, which does not know what was prepared on the last.
 * https://www.pgbouncer.org/config.html#max_prepared_statements
 */
export function behindPooler(): boolean {
  const { DATABASE_URL, DIRECT_DATABASE_URL } = env();
  return DIRECT_DATABASE_URL !== undefined && DIRECT_DATABASE_URL !== DATABASE_URL;
}
