import { runMigrations } from 'graphile-worker';
import { ContractClient, type ContractConfig } from './contract-client';
import { MigrationError } from './migration-error';
import { withContractPool } from './migration-pool';
import { WORKER_SCHEMA } from './schemas';

/** The newest migration of graphile-worker's that this version of Hookwell knows; a test compares it with the package. */
export const QUEUE_VERSION = 19;

type Query = (...args: unknown[]) => unknown;

/**
 * graphile-worker tells every worker of a database, on one channel, that its tables were migrated, and a worker that hears
 * of a change that it does not know ends: also another app's, whose tables in another schema have nothing to do with it. This
 * client keeps that to itself. And it leaves out the schema, which is there: `if not exists` asks for the right to make one.
 */
class QuietClient extends ContractClient {
  constructor(config?: ContractConfig) {
    super(config);
    const send = this.query.bind(this) as Query;
    const made = `create schema if not exists "${WORKER_SCHEMA}";`;
    this.query = ((statement: unknown, ...rest: unknown[]) => {
      const announces = statement === 'select pg_notify($1, $2)' && (rest[0] as unknown[])[0] === 'worker:migrate';
      if (announces) return send('select');
      return send(typeof statement === 'string' ? statement.replace(made, '') : statement, ...rest);
    }) as ContractClient['query'];
  }
}

/** Makes or upgrades the worker's tables, in a schema of their own. Throws {@link MigrationError}. */
export async function installQueue(url: string): Promise<void> {
  try {
    await withContractPool(url, (pgPool) => runMigrations({ pgPool, schema: WORKER_SCHEMA }), QuietClient);
  } catch (error) {
    const { message } = error as Error;
    throw new MigrationError(
      'queue_not_migrated',
      `The worker's tables (schema ${WORKER_SCHEMA}) could not be migrated: ${message}`,
      {
        cause: error,
      },
    );
  }
}
