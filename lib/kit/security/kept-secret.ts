import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDir } from '../env';

/** A secret that is made once and kept in the data folder, for development: production sets its own. */
export const keptSecret = (name: string): string => read(name) ?? keep(name, randomBytes(32).toString('base64'));

function read(name: string): string | null {
  try {
    return readFileSync(join(dataDir(), name), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Of two processes that make one at the same moment, the first wins: a link, unlike a rename, replaces nothing. */
function keep(name: string, made: string): string {
  const file = join(dataDir(), name);
  mkdirSync(dataDir(), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, made, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return read(name) ?? made;
  } finally {
    rmSync(draft, { force: true });
  }
}
