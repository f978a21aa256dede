import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readPidFile } from '@/lib/dev/postgres/pid-file';
import { embeddedSandbox, queryOnce } from '../../../harness/embedded';

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

describe('several processes', () => {
  test('that start at once on an empty folder share one server', async () => {
    const holders = [sandbox.holder(dir), sandbox.holder(dir), sandbox.holder(dir)];
    const ports = await Promise.all(holders.map(async (holder) => (await holder.printed(/port (\d+)\./))[1]));
    expect(new Set(ports).size).toBe(1);
    const codes = await Promise.all(holders.map((holder) => holder.end()));
    expect(codes, holders.map(({ output }) => output()).join('\n')).toEqual([0, 0, 0]);
    expect(serverPid()).toBeUndefined();
    expect(await readdir(dir)).toEqual(['postgres']);
  });

  test('the second takes the running server, and the first may leave', async () => {
    const lease = await sandbox.acquire({ dir });
    const other = sandbox.holder(dir);
    expect((await other.printed(/port (\d+)\./))[1]).toBe(portOf(lease.url));
    await lease.release();
    expect(serverPid()).toBeDefined();
    expect(await other.end()).toBe(0);
    expect(serverPid()).toBeUndefined();
  });

  test('one that comes while the last one stops the server gets a new one', async () => {
    for (let round = 0; round < 5; round++) {
      const leaving = await sandbox.acquire({ dir });
      const [, coming] = await Promise.all([leaving.release(), sandbox.acquire({ dir })]);
      expect(await queryOnce(coming.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      await coming.release();
    }
  });

  test('the hold does not keep a process from ending; the next one takes the server it left', async () => {
    const forgetful = sandbox.holder(dir, 'forget');
    expect(await forgetful.exited).toBe(0);
    const port = /port (\d+)\./.exec(forgetful.output())?.[1];
    const lease = await sandbox.acquire({ dir });
    expect(portOf(lease.url)).toBe(port);
    await lease.release();
    expect(serverPid()).toBeUndefined();
  });
});

describe('after a crash', () => {
  test('of the server, the next start has the data', async () => {
    const before = await sandbox.acquire({ dir });
    await queryOnce(before.url, 'create table kept as select 42 as answer');
    process.kill(serverPid() as number, 'SIGKILL');
    const after = await sandbox.acquire({ dir });
    expect(await queryOnce(after.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('of the process that used it, the running server is reused', async () => {
    const holder = sandbox.holder(dir);
    const [, port] = await holder.printed(/port (\d+)\./);
    await holder.end('SIGKILL');
    const lease = await sandbox.acquire({ dir });
    expect(portOf(lease.url)).toBe(port);
    await lease.release();
    expect(serverPid()).toBeUndefined();
  });

  test('a pid file whose number belongs to another process by now is no obstacle', async () => {
    const lease = await sandbox.acquire({ dir });
    const file = await readFile(join(dataDir(), 'postmaster.pid'), 'utf8');
    await lease.release();
    await writeFile(join(dataDir(), 'postmaster.pid'), file.replace(/^\d+/, String(process.pid)), { mode: 0o600 });
    const again = await sandbox.acquire({ dir });
    expect(await queryOnce(again.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});
