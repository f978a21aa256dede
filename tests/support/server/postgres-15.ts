import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { freePort } from '../free-port';
import { folderFor, PROGRAMS, unprivileged } from './debian';

const run = promisify(execFile);

/** Nothing here needs to outlive a loss of power. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 200 };

export type Postgres15 = { url: string; stop(): Promise<void> };

/** Starts a PostgreSQL 15 of its own from Debian's package, in a new folder and on a free port of this machine. */
export async function startPostgres15(settings: Record<string, string | number> = {}): Promise<Postgres15> {
  const dir = await folderFor('postgres-15');
  const data = join(dir, 'data');
  const account = unprivileged();
  const initdb = join(dirname(PROGRAMS.postgres15), 'initdb');
  await run(initdb, ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], {
    ...account,
    cwd: dir,
  });
  const port = await freePort();
  const options = { ...SETTINGS, listen_addresses: '127.0.0.1', unix_socket_directories: '', port, ...settings };
  const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(PROGRAMS.postgres15, ['-D', data, ...flags], {
    ...account,
    cwd: dir,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'close');
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      if (/ready to accept connections/.test(line)) resolve();
    });
    child.once('close', () => reject(new Error(`PostgreSQL 15 did not start:\n${said.join('\n')}`)));
    child.once('error', reject);
  });
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      child.kill('SIGINT');
      await exited;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
