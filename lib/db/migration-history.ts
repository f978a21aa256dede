import type pg from 'pg';
import { MigrationError } from './migration-error';
import { type Migration, matchesChecksum } from './migrations-folder';

type Recorded = { name: string; checksum: string; finished: boolean; logs: string | null };

/**
 * Compares what the database recorded with the committed migrations. Throws {@link MigrationError} for one that
 * failed, whose file was changed since, or whose file is missing.
 */
export async function checkHistory(client: pg.Client, migrations: Migration[]): Promise<void> {
  for (const { name, checksum, finished, logs } of await readHistory(client)) {
    if (!finished)
      throw new MigrationError(
        `The migration ${name} failed: ${reasonIn(logs)}\n` +
          'PostgreSQL took all of it back, unless the file commits by itself. Correct the file or the data, then run:\n' +
          `  npm run db:migrate -- --rolled-back ${name}`,
      );
    const file = migrations.find((migration) => migration.name === name);
    if (!file)
      throw new MigrationError(
        `This database has the migration ${name}, but prisma/migrations does not. Start the version of the app that has it, or check DATABASE_URL`,
      );
    if (!matchesChecksum(file.sql, checksum))
      throw new MigrationError(
        `prisma/migrations/${name}/migration.sql was changed after it was applied. Restore it from git, and write the change as a new one: npm run db:migration -- <name>`,
      );
  }
}

async function readHistory(client: pg.Client): Promise<Recorded[]> {
  const { rows: tables } = await client.query(`select to_regclass('_prisma_migrations')::text as name`);
  if (!tables[0].name) return [];
  const { rows } = await client.query<Recorded>(
    `select migration_name as name, checksum, finished_at is not null as finished, logs
     from _prisma_migrations where rolled_back_at is null order by started_at`,
  );
  return rows;
}

/** Prisma keeps the error in several lines; these two say what PostgreSQL said and where. */
function reasonIn(logs: string | null): string {
  if (!logs) return 'it was cut off before it ended.';
  return logs.trim();
}
