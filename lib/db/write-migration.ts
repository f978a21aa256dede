import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KnownError } from '../kit/known-error';
import { compareSchemas } from './compare-schemas';
import { migrationsDir, readMigrations } from './migrations-folder';
import { SCHEMA } from './schemas';
import { functionsDir, readStoredFunctions, type StoredFunction } from './stored-functions';

/** Thrown when a migration cannot be written under the given name. */
export class MigrationNameError extends KnownError {}

const lockFile = `# Prisma reads here which database the migrations are for. Keep it in git.
provider = "postgresql"
`;

const ABOUT_COPY = `// prisma/schema.prisma as it was when the last migration was written: \`npm run db:migration\` compares the two, and needs no
// database for it. Written by that command; never edited.

`;

type Options = { dir?: string; schemaFile?: string; functions?: string; now?: Date };

/**
 * Writes the migration that leads from what the migrations in `dir` make to `schemaFile` and to the stored functions: what
 * changed in the schema since its copy beside the migrations, and each function whose file changed. Returns the path of its
 * SQL, or `null` when nothing did. A function whose file is gone is dropped by hand: running versions may still call it.
 */
export async function writeMigration(name: string, options: Options = {}): Promise<string | null> {
  const { dir = migrationsDir(), now = new Date() } = options;
  const schemaFile = options.schemaFile ?? join(dirname(dir), 'schema.prisma');
  if (!/^[a-z0-9][a-z0-9_]{0,59}$/.test(name))
    throw new MigrationNameError(
      `"${name}" is no name for a migration: lower-case letters, digits and underscores, at most 60, like add_refunds`,
    );
  await mkdir(dir, { recursive: true });
  const existing = await readMigrations(dir);
  const folder = `${timestamp(now)}_${name}`;
  const last = existing.at(-1)?.name;
  if (last !== undefined && last >= folder)
    throw new MigrationNameError(`${last} would come after ${folder}, but it is older; check this machine's clock`);
  const copy = join(dir, 'last-schema.prisma');
  const schema = await readFile(schemaFile, 'utf8');
  const before = existing.length === 0 ? null : await readCopy(copy);
  const tables = await compareSchemas(before, schema);
  const functions = changedFunctions(
    existing.map(({ sql }) => sql),
    await readStoredFunctions(options.functions ?? functionsDir()),
  );
  if (tables === null && functions.length === 0) return null;
  const file = join(dir, folder, 'migration.sql');
  await mkdir(dirname(file));
  await writeFile(file, [...(tables ? [qualify(tables)] : []), ...functions.map(asBlock)].join('\n'));
  await writeFile(join(dir, 'migration_lock.toml'), lockFile);
  await writeFile(copy, ABOUT_COPY + schema);
  return file;
}

/** Prisma's engine leaves the schema out; every statement of ours names it. */
const qualify = (sql: string): string =>
  sql
    .replaceAll(
      /(?<!CREATE |UNIQUE )\b(TABLE|TYPE|INDEX|SEQUENCE|REFERENCES|ON)( IF EXISTS)? "(\w+)"/g,
      `$1$2 ${SCHEMA}."$3"`,
    )
    .replaceAll(/^(CREATE (?:TABLE|TYPE)) "(\w+)"/gm, `$1 ${SCHEMA}."$2"`)
    // A column of one of our enums: two names in a row.
    .replaceAll(/("\w+") "(\w+)"/g, `$1 ${SCHEMA}."$2"`)
    .replaceAll(/::"(\w+)"/g, `::${SCHEMA}."$1"`);

const begin = (name: string) => `-- lib/db/sql/${name}.sql\n`;
const end = (name: string) => `\n-- end of lib/db/sql/${name}.sql`;

const asBlock = ({ name, sql }: StoredFunction): string => `${begin(name)}${sql}${end(name)}\n`;

/** Those whose text is not the one that the last migration with them has. */
function changedFunctions(migrations: string[], functions: StoredFunction[]): StoredFunction[] {
  return functions.filter(({ name, sql }) => {
    const latest = migrations.findLast((text) => text.includes(begin(name)));
    if (latest === undefined) return true;
    const from = latest.lastIndexOf(begin(name)) + begin(name).length;
    return latest.slice(from, latest.indexOf(end(name), from)).replaceAll('\r\n', '\n') !== sql;
  });
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
