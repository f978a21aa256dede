import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { freePort } from '../free-port';
import { folderFor, PROGRAMS, unprivileged } from './debian';

const run = promisify(execFile);

export type Postgres15 = { url: string; stop(): Promise<void> };

/** `from`: what a standby follows. `parent`: where its folder is made. `settings`: as in postgresql.conf. */
type Options = { host?: string; from?: Postgres15; parent?: string; settings?: Record<string, string> };

/** Starts a PostgreSQL 15 of its own from Debian's package, on a free port and in a new folder, which `stop` removes. */
export async function startPostgres15({
  host = '127.0.0.1',
  from,
  parent,
  settings = {},
}: Options = {}): Promise<Postgres15> {
  const dir = await folderFor('postgres-15', parent);
  const data = join(dir, 'data');
  const program = (name: string) => join(dirname(PROGRAMS.postgres15), name);
  const as = { ...unprivileged(), cwd: dir };
  if (from) await run(program('pg_basebackup'), ['-D', data, '-R', '-X', 'stream', '-c', 'fast', '-d', from.url], as);
  else {
    const small = ['--no-sync', '--wal-segsize=1'];
    await run(program('initdb'), ['-D', data, '-U', 'admin', '-A', 'trust', '-E', 'UTF8', '--locale=C', ...small], as);
  }
  await appendFile(join(data, 'pg_hba.conf'), 'host all all all trust\n');
  const port = await freePort();
  // Nothing here needs to outlive a loss of power.
  const all = { ...settings, port, listen_addresses: host, unix_socket_directories: '', fsync: 'off' };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(PROGRAMS.postgres15, ['-D', data, ...flags], { ...as, stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(child, 'close');
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      if (/ready to accept (read-only )?connections/.test(line)) resolve();
    });
    child.once('close', () => reject(new Error(`PostgreSQL 15 did not start:\n${said.join('\n')}`)));
    child.once('error', reject);
  });
  return {
    url: `postgresql://admin@${host}:${port}/postgres`,
    async stop() {
      child.kill('SIGQUIT'); // an immediate shutdown: a full disk leaves no other
      await exited;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
