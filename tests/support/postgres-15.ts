import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { queryOnce } from './embedded';
import { freePort } from './free-port';
import { until } from './until';

const run = promisify(execFile);
const BIN = '/usr/lib/postgresql/15/bin';

/** Whether Debian's package postgresql-15 is installed. */
export const hasPostgres15 = existsSync(join(BIN, 'initdb'));

export type Postgres15 = { url: string; port: number; folder: string; stop(): Promise<void> };

/** PostgreSQL refuses to be root: there, Debian's own user for it starts it. */
const asRoot = process.getuid?.() === 0;
const user = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
const command = (program: string, args: string[]): [string, string[]] =>
  asRoot ? ['runuser', ['-u', 'postgres', '--', join(BIN, program), ...args]] : [join(BIN, program), args];

type Options = { host?: string; from?: Postgres15; parent?: string | undefined };

/** Starts a server of PostgreSQL 15 in a folder of its own, which `stop` removes. `from`: what a standby follows. */
export async function startPostgres15({
  host = '127.0.0.1',
  from,
  parent = tmpdir(),
}: Options = {}): Promise<Postgres15> {
  const folder = await mkdtemp(join(parent, 'hookwell-pg15-'));
  if (asRoot) await chown(folder, user('-u'), user('-g'));
  const data = join(folder, 'data');
  if (from) await run(...command('pg_basebackup', ['-D', data, '-R', '-X', 'stream', '-c', 'fast', '-d', from.url]));
  else
    await run(
      ...command('initdb', [
        '-D',
        data,
        '-U',
        'admin',
        '-A',
        'trust',
        '-E',
        'UTF8',
        '--locale=C',
        '-N',
        '--wal-segsize=1',
      ]),
    );
  await appendFile(join(data, 'pg_hba.conf'), 'host all all all trust\n');
  const port = await freePort();
  const settings = { port, listen_addresses: host, unix_socket_directories: folder, fsync: 'off' };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(...command('postgres', ['-D', data, ...options]), { stdio: 'ignore' });
  const ended = once(server, 'close');
  const url = `postgresql://admin@${host}:${port}/postgres`;
  await until(
    () =>
      queryOnce(url, 'select 1').then(
        () => true,
        () => false,
      ),
    'PostgreSQL 15 to start',
  );
  return {
    url,
    port,
    folder,
    async stop() {
      await run(...command('pg_ctl', ['stop', '-D', data, '-m', 'immediate']));
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
