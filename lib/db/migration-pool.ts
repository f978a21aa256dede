import type pg from 'pg';
import { connectionOptions } from './connection-options';
import { PatientPool } from './patient-pool';

/**
 * Runs `work` with a pool of one connection, so that what a session holds, like a lock, holds for all of it. If the
 * connection is lost, the error says why instead of where.
 */
export async function withMigrationPool<T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = new PatientPool({
    ...connectionOptions(url),
    max: 1,
    application_name: 'hookwell-migrate',
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
