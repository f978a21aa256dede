import pg from 'pg';
import { SCHEMA } from './schemas';

/**
 * Runs `work` with a pool of one connection, so that what a session holds, like a lock, holds for all of it. Names without a
 * schema are ours: Prisma's engine has no others. If the connection is lost, the error says why instead of where.
 */
export async function withMigrationPool<T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    application_name: 'hookwell-migrate',
    options: `-c search_path=${SCHEMA}`,
    keepAlive: true,
  });
  let lost: Error | undefined;
  const note = (error: Error) => {
    lost = error;
  };
  pool.on('error', note);
  pool.on('connect', (client) => client.on('error', note));
  try {
    return await work(pool);
  } catch (error) {
    throw lost ?? error;
  } finally {
    await pool.end();
  }
}
