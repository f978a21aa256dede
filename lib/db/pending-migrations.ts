import { migrationNames, migrationsDir } from './migrations-folder';

/** Runs SQL without parameters and returns its rows: `(sql) => prisma.$queryRawUnsafe(sql)`. */
export type RunQuery = (sql: string) => Promise<unknown>;

type Row = { name: string };

/**
 * The names of the committed migrations that this database lacks, or that failed in it. Two short queries and the
 * list of a folder: cheap enough for a health check.
 */
export async function pendingMigrations(query: RunQuery, dir = migrationsDir()): Promise<string[]> {
  const names = await migrationNames(dir);
  const tables = (await query(`select to_regclass('hookwell._prisma_migrations')::text as name`)) as (
    | Row
    | { name: null }
  )[];
  if (!tables[0]?.name) return names;
  const applied = (await query(
    'select migration_name as name from hookwell._prisma_migrations where finished_at is not null and rolled_back_at is null',
  )) as Row[];
  const done = new Set(applied.map(({ name }) => name));
  return names.filter((name) => !done.has(name));
}
