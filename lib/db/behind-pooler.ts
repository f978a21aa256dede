import { env } from '../env';
import { parseConnectionString } from './connection-string/parse';

/**
 * Whether DATABASE_URL leads to a pooler: it says so (`pgbouncer=true`), or another URL is set for what needs a session. In transaction mode it
 * hands each transaction to another connection, which does not know what was prepared on the last.
 * https://www.pgbouncer.org/config.html#max_prepared_statements
 */
export function behindPooler(): boolean {
  const { DATABASE_URL, DIRECT_DATABASE_URL } = env();
  if (DATABASE_URL && parseConnectionString(DATABASE_URL).pooled) return true;
  return DIRECT_DATABASE_URL !== undefined && DIRECT_DATABASE_URL !== DATABASE_URL;
}
