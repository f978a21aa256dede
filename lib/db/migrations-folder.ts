import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A committed migration: its folder's name, its SQL, and the SHA-256 that Prisma keeps of it. */
export type Migration = { name: string; sql: string; checksum: string };

/** Where the committed migrations are, from the root of the project. */
export const migrationsDir = (): string => join(process.cwd(), 'prisma', 'migrations');

/** The names of the migrations in `dir`, in the order in which they are applied. */
export async function migrationNames(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Reads the migrations in `dir`. A folder without a `migration.sql` is an error: half a migration was committed. */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const names = await migrationNames(dir);
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(dir, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: checksumOf(sql) };
    }),
  );
}

const checksumOf = (sql: string): string => createHash('sha256').update(sql).digest('hex');

/** Whether `recorded` is the checksum of this SQL, with whichever line ends git checked it out. */
export function matchesChecksum(sql: string, recorded: string): boolean {
  const unix = sql.replaceAll('\r\n', '\n');
  return [sql, unix, unix.replaceAll('\n', '\r\n')].some((text) => checksumOf(text) === recorded);
}
