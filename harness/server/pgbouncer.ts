import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../free-port';
import { folderFor, PROGRAMS, unprivileged } from './debian';

type Options = {
  mode: 'session' | 'transaction' | 'statement';
  /** Connections to the server, for each database. */
  poolSize?: number;
  /** Further lines of its section `[pgbouncer]`. */
  settings?: Record<string, string | number>;
};

export type PgBouncer = {
  /** The same database as `target`, or the one of another URL of that server, through the pooler. */
  url(of?: string): string;
  stop(): Promise<void>;
};

/** Starts Debian's PgBouncer in front of the server of `target`, whose user everybody becomes. */
export async function startPgBouncer(
  target: string,
  { mode, poolSize = 20, settings = {} }: Options,
): Promise<PgBouncer> {
  const { hostname, port, username, password } = new URL(target);
  const dir = await folderFor('pgbouncer');
  const account = unprivileged();
  const listenPort = await freePort();
  const all = {
    listen_addr: '127.0.0.1',
    listen_port: listenPort,
    unix_socket_dir: '',
    auth_type: 'any',
    pool_mode: mode,
    default_pool_size: poolSize,
    max_client_conn: 500,
    ...settings,
  };
  const file = join(dir, 'pgbouncer.ini');
  const secret = password ? ` password=${decodeURIComponent(password)}` : '';
  await writeFile(
    file,
    [
      '[databases]',
      `* = host=${hostname} port=${port || 5432} user=${decodeURIComponent(username)}${secret}`,
      '[pgbouncer]',
      ...Object.entries(all).map(([key, value]) => `${key} = ${value}`),
      '',
    ].join('\n'),
    { mode: 0o644 },
  );
  const child = spawn(PROGRAMS.pgbouncer, [file], { ...account, stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(child, 'close');
  await upOrOver(child);
  return {
    url(of = target) {
      const url = new URL(of);
      url.host = `127.0.0.1:${listenPort}`;
      return url.href;
    },
    async stop() {
      // Its signal for “at once”; SIGINT would wait for clients.
      child.kill('SIGTERM');
      await exited;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function upOrOver(child: ChildProcess): Promise<void> {
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => {
      said.push(line);
      if (/process up/.test(line)) resolve();
    });
    child.once('close', () => reject(new Error(`PgBouncer did not start:\n${said.join('\n')}`)));
    child.once('error', reject);
  });
}
