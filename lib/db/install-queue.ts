import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { MigrationError } from './migration-error';
import { WORKER_SCHEMA } from './schemas';

/** The newest migration of graphile-worker's that this version of Hookwell knows; a test compares it with the package. */
export const QUEUE_VERSION = 19;

type Query = (...args: unknown[]) => unknown;

/**
 * graphile-worker tells every worker of a database, on one channel, that its tables were migrated, and a worker that hears
 * of a change that it does not know ends: also another app's, whose tables in another schema have nothing to do with it. This
 * client keeps that to itself. And it leaves out the schema, which is there: `if not exists` asks for the right to make one.
 */
class QuietClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg's own overloads return what the driver returns for each form.
  override query(...[statement, ...rest]: unknown[]): any {
    const send = super.query as Query;
    if (statement === 'select pg_notify($1, $2)' && (rest[0] as unknown[] | undefined)?.[0] === 'worker:migrate')
      return send.call(this, 'select');
    const made = `create schema if not exists "${WORKER_SCHEMA}";`;
    return send.call(this, typeof statement === 'string' ? statement.replace(made, '') : statement, ...rest);
  }
}

/** Makes or upgrades the worker's tables, in a schema of their own. Throws {@link MigrationError}. */
export async function installQueue(url: string): Promise<void> {
  const pool = new pg.Pool({
    Client: QuietClient,
    connectionString: url,
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
    await runMigrations({ pgPool: pool, schema: WORKER_SCHEMA });
  } catch (error) {
    const { message } = lost ?? (error as Error);
    throw new MigrationError(`The worker's tables (schema ${WORKER_SCHEMA}) could not be migrated: ${message}`, {
      cause: error,
    });
  } finally {
    await pool.end();
  }
}
