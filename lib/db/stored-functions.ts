import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A function of the database, as its file says: `create or replace function hookwell.<name>…`. */
export type StoredFunction = { name: string; sql: string };

/** Where the functions stand, from the root of the project: a file each, which is its source. Migrations are made from them. */
export const functionsDir = (): string => join(process.cwd(), 'lib', 'db', 'sql');

/** Every stored function, by name. */
export async function readStoredFunctions(dir = functionsDir()): Promise<StoredFunction[]> {
  const files = (await readdir(dir)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.slice(0, -'.sql'.length),
      sql: (await readFile(join(dir, file), 'utf8')).replaceAll('\r\n', '\n').trimEnd(),
    })),
  );
}
