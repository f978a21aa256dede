import { setTimeout as pause } from 'node:timers/promises';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { connectionOptions } from './connection-options';
import { MigrationError, unreachable } from './migration-error';
import { checkHistory } from './migration-history';
import { withMigrationPool } from './migration-pool';
import { type Migration, migrationsDir, readMigrations } from './migrations-folder';
import { connectPatiently } from './patient-pool';
import { everything, type SchemaEngine, withSchemaEngine } from './schema-engine';

/** Taken by whoever migrates, on a connection of its own. Prisma's own lock covers only its part, and for 10 s. */
const migrateLock = 4_665_302;
const patienceMs = 10 * 60_000;

/**
 * Brings the database at `url` up to date: the committed migrations, then graphile-worker's own. Returns the names of
 * those it applied. Processes that do it at once wait for each other. Throws {@link MigrationError} with the reason
 * and the next step; what was applied before the failing one stays.
 */
export async function migrateDatabase(url: string, dir = migrationsDir()): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(dir);
  return whileLocked(url, async (client) => {
    const missing = await checkHistory(client, migrations);
    // Loading the engine is a tenth of what a start takes, and most starts have nothing for it to do.
    const applied =
      missing.length > 0
        ? await withSchemaEngine(url, (engine) => applyMigrations(engine, client, dir, migrations))
        : [];
    await migrateWorker(url);
    return { applied };
  });
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
        throw new MigrationError(`${name} cannot be marked as ${as}: ${(error as Error).message}`, { cause: error });
      }
    }),
  );
}

async function applyMigrations(engine: SchemaEngine, client: pg.Client, dir: string, migrations: Migration[]) {
  try {
    const list = toList(dir, migrations);
    const result = await engine.applyMigrations({ migrationsList: list, filters: everything });
    return result.appliedMigrationNames;
  } catch (error) {
    // The engine has recorded the failure; the record names the migration, the error may not.
    await checkHistory(client, migrations);
    throw new MigrationError(`The migrations could not be applied: ${(error as Error).message}`, { cause: error });
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

async function migrateWorker(url: string): Promise<void> {
  try {
    await withMigrationPool(url, (pgPool) => runMigrations({ pgPool }));
  } catch (error) {
    const { message } = error as Error;
    throw new MigrationError(`The worker's tables (schema graphile_worker) could not be migrated: ${message}`, {
      cause: error,
    });
  }
}

async function whileLocked<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  let lost: Error | undefined;
  const make = () => {
    const made = new pg.Client({ ...connectionOptions(url), application_name: 'hookwell-migrate', keepAlive: true });
    return made.on('error', (error) => {
      lost = error;
    });
  };
  const client = await connectPatiently(make).catch((error: Error) => {
    throw unreachable(url, error);
  });
  try {
    await waitForLock(client);
    const result = await work(client);
    // Another process may have migrated meanwhile: the caller must not take this for a success.
    if (lost) throw new MigrationError(`The connection that held the lock was lost: ${(lost as Error).message}`);
    return result;
  } finally {
    await client.end();
  }
}

/** Asks again and again instead of waiting in the database, where a wait would hold off `create index concurrently`. */
async function waitForLock(client: pg.Client): Promise<void> {
  for (const until = Date.now() + patienceMs; ; await pause(50)) {
    const { rows } = await client.query(`select pg_try_advisory_lock(${migrateLock}) as mine`);
    if (rows[0].mine) return;
    if (Date.now() > until)
      throw new MigrationError(
        'Another process has been migrating this database for 10 minutes. Look for it in pg_stat_activity (application_name hookwell-migrate), end it if it hangs, and start again',
      );
  }
}
