import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KnownError } from '../known-error';
import { compareSchemas } from './compare-schemas';
import { migrationNames, migrationsDir } from './migrations-folder';

/** Thrown when a migration cannot be written under the given name. */
export class MigrationNameError extends KnownError {}

const lockFile = `# Prisma reads here which database the migrations are for. Keep it in git.
provider = "postgresql"
`;

/**
 * Writes the migration that leads from the schema of the last migration, kept as `schema.prisma` beside the
 * migrations, to `schemaFile`. Returns the path of its SQL, or `null` when the schema did not change.
 */
export async function writeMigration(name: string, options: { dir?: string; schemaFile?: string; now?: Date } = {}) {
  const { dir = migrationsDir(), now = new Date() } = options;
  const schemaFile = options.schemaFile ?? join(dirname(dir), 'schema.prisma');
  if (!/^[a-z0-9][a-z0-9_]{0,59}$/.test(name))
    throw new MigrationNameError(
      `"${name}" is no name for a migration: lower-case letters, digits and underscores, at most 60, like add_refunds`,
    );
  await mkdir(dir, { recursive: true });
  const existing = await migrationNames(dir);
  const folder = `${timestamp(now)}_${name}`;
  const last = existing.at(-1);
  if (last !== undefined && last >= folder)
    throw new MigrationNameError(`${last} would come after ${folder}, but it is older; check this machine's clock`);
  const copy = join(dir, 'schema.prisma');
  const schema = await readFile(schemaFile, 'utf8');
  const sql = await compareSchemas(existing.length === 0 ? null : await readCopy(copy), schema);
  if (sql === null) return null;
  const file = join(dir, folder, 'migration.sql');
  await mkdir(dirname(file));
  await writeFile(file, sql);
  await writeFile(join(dir, 'migration_lock.toml'), lockFile);
  await writeFile(copy, schema);
  return file;
}

async function readCopy(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new KnownError(`${file} is missing or unreadable, the schema of the last migration. Restore it from git`, {
      cause,
    });
  }
}

const timestamp = (now: Date): string => now.toISOString().slice(0, 19).replaceAll(/[-T:]/g, '');
