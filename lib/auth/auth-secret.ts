import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDir, env, isProduction } from '../env';
import { KnownError } from '../known-error';

const file = () => join(dataDir(), 'auth-secret');

/**
 * What signs the cookies of sessions. Production has to set AUTH_SECRET, because several processes and the next start
 * need the same one; while developing it is made once and kept in the data folder.
 */
export function authSecret(): string {
  const { AUTH_SECRET } = env();
  if (AUTH_SECRET) return AUTH_SECRET;
  if (isProduction())
    throw new KnownError(
      'AUTH_SECRET is not set. It signs the sessions of the dashboard: make one with `openssl rand -base64 32` and set it to the same value for every process.',
    );
  return readKept() ?? keep(randomBytes(32).toString('base64'));
}

function readKept(): string | null {
  try {
    return readFileSync(file(), 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Of two processes that make one at the same moment, the first wins: a link, unlike a rename, replaces nothing. */
function keep(made: string): string {
  mkdirSync(dataDir(), { recursive: true });
  const draft = `${file()}.${process.pid}`;
  writeFileSync(draft, made, { mode: 0o600 });
  try {
    linkSync(draft, file());
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readKept() ?? made;
  } finally {
    rmSync(draft, { force: true });
  }
}
