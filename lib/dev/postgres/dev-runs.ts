import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './is-alive';

const fileOf = (dir: string) => join(dir, 'dev.pid');

/** Says that `npm run dev` runs, with its data in `dir`. Returns how to take that back. */
export function noteDev(dir: string): () => void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(fileOf(dir), `${process.pid}\n`);
  return () => {
    if (readPid(dir) === process.pid) rmSync(fileOf(dir), { force: true });
  };
}

/** Whether `npm run dev` runs with its data in `dir`, so that a command in another terminal is for its app. */
export function devRuns(dir: string | null): boolean {
  const pid = dir === null ? null : readPid(dir);
  if (!pid || !isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  // One that was killed leaves its number behind, which another process may have been given since.
  return readIfThere(`/proc/${pid}/cmdline`)?.includes('dev') ?? false;
}

const readPid = (dir: string): number | null => Number(readIfThere(fileOf(dir))) || null;

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ESRCH', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
