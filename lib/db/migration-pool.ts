import type pg from 'pg';
import { connectionOptions } from './connection-options';
import { ContractClient, sessionSettings } from './contract-client';
import { PatientPool } from './patient-pool';
import { SCHEMA } from './schemas';

type Work<T> = (pool: pg.Pool) => Promise<T>;

/**
 * Runs `work` with a pool of one connection, so that what a session holds, like a lock and its settings, holds for all of
 * it: not through a pooler that shares sessions. Names without a schema are ours: Prisma's engine has no others. If the
 * connection is lost, the error says why instead of where.
 */
export const withMigrationPool = <T>(url: string, work: Work<T>): Promise<T> =>
  withPool(url, work, { onConnect: settle });

/** The same for work that relies on no session, which a pooler may share. */
export const withContractPool = <T>(url: string, work: Work<T>, Client = ContractClient): Promise<T> =>
  withPool(url, work, { Client } as pg.PoolConfig);

async function withPool<T>(url: string, work: Work<T>, config: pg.PoolConfig): Promise<T> {
  const pool = new PatientPool({
    ...connectionOptions(url),
    max: 1,
    application_name: 'hookwell-migrate',
    keepAlive: true,
    ...config,
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

async function settle(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`);
  await client.query(sessionSettings(Math.floor(Number(rows[0]?.version) / 10_000), { searchPath: SCHEMA }));
}
