import type { Pool, QueryResult, QueryResultRow } from 'pg';
import { isLostStatement } from './is-lost-statement';
import { statementNames } from './statement-names';

/**
 * By their text: on the server's connection that a pooler gives next, another version of the app may have prepared its own
 * text, which would run in place of this one if both had the same name.
 */
const nameOf = statementNames();

let prepares = true;

/**
 * Runs a statement that PostgreSQL parses and plans once for each connection: for one whose planning costs more than
 * its work. Behind a pooler in transaction mode that does not support this, the first failure switches it off for this
 * process. https://www.pgbouncer.org/config.html#max_prepared_statements
 */
export async function queryPrepared<Row extends QueryResultRow>(
  pool: Pick<Pool, 'query'>,
  text: string,
  values: unknown[],
): Promise<QueryResult<Row>> {
  if (!prepares) return pool.query<Row>(text, values);
  try {
    return await pool.query<Row>({ name: nameOf({ sql: text }), text, values });
  } catch (error) {
    if (!isLostStatement(error)) throw error;
    prepares = false;
    return pool.query<Row>(text, values);
  }
}
