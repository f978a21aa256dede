import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './is-alive';

/** What a server says of itself in `postmaster.pid`: https://www.postgresql.org/docs/current/storage-file-layout.html */
export type PidFile = { pid: number; port: number; status: string; text: string };

/** More than any system counts to, so that PostgreSQL finds no such process. */
const noProcess = 2_147_483_647;

const fileOf = (dataDir: string) => join(dataDir, 'postmaster.pid');

/** Reads the file; `undefined` if no server runs there, or one has only begun to write it. */
export function readPidFile(dataDir: string): PidFile | undefined {
  let text: string;
  try {
    text = readFileSync(fileOf(dataDir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const lines = text.split('\n');
  const pid = Math.abs(Number(lines[0]));
  return pid ? { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? '', text } : undefined;
}

/**
 * Tells PostgreSQL that the process of this file is gone, when the number now belongs to another one, as after the
 * restart of a container. The rest stays: PostgreSQL still checks that nobody uses the old server's shared memory.
 */
export function disownPidFile(dataDir: string, seen: PidFile): void {
  if (readPidFile(dataDir)?.text !== seen.text) return;
  writeFileSync(fileOf(dataDir), seen.text.replace(/^-?\d+/, String(noProcess)));
}

/**
 * Whose process a pid file names: one that may be the server, one that isn't (`other`: the number was given away
 * again, or it ended and no parent took note, as in a container without an init), or none (`gone`).
 */
export function ownerOf({ pid }: PidFile, dataDir: string): 'server' | 'other' | 'gone' {
  if (!isAlive(pid)) return 'gone';
  if (process.platform !== 'linux') return 'server';
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dataDir) ? 'server' : 'other';
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return 'gone';
    throw error;
  }
}
