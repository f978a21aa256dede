import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { checkHistory } from './check-history';
import { connectionOptions } from './connection-options';
import { ContractClient } from './contract-client';
import { installQueue } from './install-queue';
import { isStatementMode, lookBetween, needsDirect } from './look-between';
import { MigrationError, unreachable } from './migration-error';
import { type Migration, migrationsDir, readMigrations } from './migrations-folder';
import { refuseOlderDatabase } from './older-database';
import { connectPatiently } from './patient-pool';
import { createSchemas, revokeApiRights } from './prepare-schemas';
import { everything, type SchemaEngine, withSchemaEngine } from './schema-engine';

/** Taken by whoever migrates, on a connection of its own. Prisma's own lock covers only its part, and for 10 s. */
const migrateLock = 4_665_302;
const patienceMs = 10 * 60_000;

/**
 * Brings the database at `url` up to date: the committed migrations, then graphile-worker's own. Returns the names of
 * those it applied. Processes that do it at once wait for each other. Where nothing is to be done, nothing is locked. Throws
 * {@link MigrationError} with the reason and the next step; what was applied before the failing one stays.
 */
export async function migrateDatabase(url: string, dir = migrationsDir()): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(dir);
  let applied: string[] = [];
  // The queue's own upgrade needs no lock: it copes with several at once, and keeps nothing beyond a transaction.
  if (await isComplete(url, migrations)) await installQueue(url);
  else applied = await whileLocked(url, () => complete(url, dir, migrations));
  await withClient(url, revokeApiRights);
  return { applied };
}

const isComplete = (url: string, migrations: Migration[]): Promise<boolean> =>
  withClient(url, async (client) => {
    await refuseOlderDatabase(client);
    // What looks like a migration that was cut off may be one that another process is applying: behind the lock it is known.
    const missing = await checkHistory(client, migrations).catch((error: unknown) => {
      if (error instanceof MigrationError) return null;
      throw error;
    });
    if (missing?.length !== 0) return false;
    const { rows } = await client.query(`select to_regclass('hookwell_worker.migrations') is not null as installed`);
    return rows[0].installed;
  });

async function complete(url: string, dir: string, migrations: Migration[]): Promise<string[]> {
  // Another process may have applied them while this one waited; and loading the engine is a tenth of what a start takes.
  const missing = await withClient(url, async (client) => {
    await createSchemas(client);
    return checkHistory(client, migrations);
  });
  const applied =
    missing.length > 0 ? await withSchemaEngine(url, (engine) => applyMigrations(engine, url, dir, migrations)) : [];
  await installQueue(url);
  return applied;
}

/**
 * Notes that a failed migration left nothing behind (`rolled-back`: it will be run again) or that a person finished
 * it by hand (`applied`).
 */
export async function resolveMigration(
  url: string,
  name: string,
  as: 'applied' | 'rolled-back',
  dir = migrationsDir(),
) {
  const migrations = await readMigrations(dir);
  await whileLocked(url, () =>
    withSchemaEngine(url, async (engine) => {
      try {
        if (as === 'rolled-back') await engine.markMigrationRolledBack({ migrationName: name });
        else await engine.markMigrationApplied({ migrationName: name, migrationsList: toList(dir, migrations) });
      } catch (error) {
        throw new MigrationError('not_resolved', `${name} cannot be marked as ${as}: ${(error as Error).message}`, {
          cause: error,
        });
      }
    }),
  );
}

async function applyMigrations(engine: SchemaEngine, url: string, dir: string, migrations: Migration[]) {
  try {
    const list = toList(dir, migrations);
    const result = await engine.applyMigrations({ migrationsList: list, filters: everything });
    return result.appliedMigrationNames;
  } catch (error) {
    // The engine has recorded the failure; the record names the migration, the error may not.
    await withClient(url, (client) => checkHistory(client, migrations));
    throw new MigrationError('not_applied', `The migrations could not be applied: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

const toList = (baseDir: string, migrations: Migration[]) => ({
  baseDir,
  lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
  shadowDbInitScript: '',
  migrationDirectories: migrations.map(({ name, sql }) => ({
    path: name,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } },
  })),
});

/** Runs `work` with a client, and says in words why it cannot be reached. */
async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  let lost: Error | undefined;
  const make = () => {
    const made = new ContractClient({
      ...connectionOptions(url),
      application_name: 'hookwell-migrate',
      keepAlive: true,
      // What a pooler says before it closes the connection would be lost under what is sent behind it.
      pipeline: false,
    });
    return made.on('error', (error) => {
      lost = error;
    });
  };
  const client = await connectPatiently(make).catch((error: Error) => {
    throw unreachable(url, error);
  });
  try {
    const result = await work(client);
    if (lost) throw new MigrationError('connection_lost', `The connection was lost: ${(lost as Error).message}`);
    return result;
  } catch (error) {
    if (isStatementMode(error as Error)) throw new MigrationError('pooled', needsDirect('statement', 'Migrating'));
    throw error;
  } finally {
    await client.end();
  }
}

/** The lock ends with its transaction, also where a connection is given to somebody else afterwards. */
async function whileLocked<T>(url: string, work: () => Promise<T>): Promise<T> {
  const between = await lookBetween(url);
  if (between === 'transaction' || between === 'statement')
    throw new MigrationError('pooled', needsDirect(between, 'Migrating'));
  return withClient(url, async (client) => {
    await waitForLock(client);
    const result = await work();
    // Another process may have migrated meanwhile if the lock was lost: the caller must not take this for a success.
    await client.query('commit');
    return result;
  });
}

/** Asks again and again instead of waiting in the database, where a wait would hold off `create index concurrently`. */
async function waitForLock(client: pg.Client): Promise<void> {
  for (const until = Date.now() + patienceMs; ; await pause(50)) {
    await client.query('begin');
    const { rows } = await client.query(`select pg_try_advisory_xact_lock(${migrateLock}) as mine`);
    if (rows[0].mine) return;
    await client.query('rollback');
    if (Date.now() > until)
      throw new MigrationError(
        'locked',
        'Another process has been migrating this database for 10 minutes. Look for it in pg_stat_activity (application_name hookwell-migrate), end it if it hangs, and start again',
      );
  }
}
