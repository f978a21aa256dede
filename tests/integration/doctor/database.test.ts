import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { migrateDatabase } from '@/lib/db/migrate';
import { migrationNames, migrationsDir } from '@/lib/db/migrations-folder';
import { checkDatabase } from '@/lib/doctor/check-database';
import { createBareDatabase, createTestDatabase } from '../../support/database';
import { embeddedSandbox, queryOnce } from '../../support/embedded';
import { freePort } from '../../support/free-port';
import { startPooler } from '../../support/pooler';

const opened: { stop(): Promise<unknown> }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.stop();
});

async function database(make = createTestDatabase): Promise<string> {
  const { url, drop } = await make();
  opened.push({ stop: drop });
  return url;
}

async function check(url: string, directUrl?: string): Promise<string[]> {
  const findings = await checkDatabase({ url, directUrl, serverless: false });
  expect(JSON.stringify(findings)).not.toContain(new URL(url).password || 'no password');
  for (const { severity, fix } of findings) expect(Boolean(fix)).toBe(severity !== 'ok');
  return findings.map(({ severity, code }) => `${severity} ${code}`);
}

/** The tests' own server need not outlive a loss of power. */
const HEALTHY = ['ok database', 'warn commits_not_durable', 'ok migrations', 'ok connections'];
const nameIn = (url: string) => new URL(url).pathname.slice(1);

function change(
  url: string,
  changes: Partial<Record<'hostname' | 'port' | 'pathname' | 'username' | 'search', string>>,
) {
  return Object.assign(new URL(url), changes).href;
}

describe('a database', () => {
  test('that is as it should be', async () => {
    expect(await check(await database())).toEqual(HEALTHY);
  });

  test('without any migration', async () => {
    expect(await check(await database(createBareDatabase))).toContain('error migrations_pending');
  });

  test('at an old migration', async () => {
    const url = await database(createBareDatabase);
    const [first = ''] = await migrationNames(migrationsDir());
    const dir = await mkdtemp(join(tmpdir(), 'hookwell-doctor-'));
    await cp(join(migrationsDir(), first), join(dir, first), { recursive: true });
    await migrateDatabase(url, dir);
    await rm(dir, { recursive: true });
    expect(await check(url)).toEqual([
      'ok database',
      'warn commits_not_durable',
      'error migrations_pending',
      'ok connections',
    ]);
  });

  test('with a migration that this version of the app does not have', async () => {
    const url = await database();
    await queryOnce(
      url,
      `update _prisma_migrations set migration_name = '20990101000000_later' where started_at = (select max(started_at) from _prisma_migrations)`,
    );
    expect(await check(url)).toContain('error migrations_broken');
  });

  test('with another encoding', async () => {
    const url = await database();
    const name = `${nameIn(url)}_ascii`;
    await queryOnce(url, `create database ${name} encoding 'SQL_ASCII' locale 'C' template template0`);
    opened.push({ stop: () => queryOnce(url, `drop database ${name} with (force)`) });
    expect(await check(change(url, { pathname: name }))).toEqual(
      expect.arrayContaining(['error database_encoding', 'error migrations_pending']),
    );
  });

  test('that takes no writes', async () => {
    const url = await database();
    await queryOnce(url, `alter database ${nameIn(url)} set default_transaction_read_only = on`);
    expect(await check(url)).toContain('error database_read_only');
  });

  test('whose server says that it is version 14', async () => {
    const url = await database();
    // Found before PostgreSQL's own, because of the search path.
    await queryOnce(
      url,
      `create function public.current_setting(name text) returns text language sql
       as $$ select case name when 'server_version_num' then '140011' else pg_catalog.current_setting(name) end $$`,
    );
    await queryOnce(url, `alter database ${nameIn(url)} set search_path = public, pg_catalog`);
    expect(await check(url)).toContain('error database_too_old');
  });

  test('on a server with few connections', async () => {
    const sandbox = embeddedSandbox();
    opened.push({ stop: () => sandbox.cleanUp() });
    const few = await sandbox.acquire({ dir: await sandbox.folder(), settings: { max_connections: 35 } });
    await migrateDatabase(few.url);
    expect(await check(few.url)).toContain('warn connections_short');
  });

  test('on a server with too few', async () => {
    const sandbox = embeddedSandbox();
    opened.push({ stop: () => sandbox.cleanUp() });
    const few = await sandbox.acquire({ dir: await sandbox.folder(), settings: { max_connections: 6 } });
    await migrateDatabase(few.url);
    expect(await check(few.url)).toContain('error connections_short');
  });
});

describe('a server', () => {
  test('that does not listen', async () => {
    expect(await check(`postgresql://me:pw0123@127.0.0.1:${await freePort()}/shop`)).toEqual([
      'error database_unreachable',
    ]);
  });

  test('whose name nobody knows', async () => {
    expect(await check('postgresql://me:pw0123@db.invalid/shop')).toEqual(['error database_unreachable']);
  });

  test('that refuses the user', async () => {
    expect(await check(change(await database(), { username: 'nobody' }))).toEqual(['error database_login']);
  });

  test('that has no such database', async () => {
    expect(await check(change(await database(), { pathname: 'no_such_shop' }))).toEqual(['error database_absent']);
  });

  test('that speaks no TLS', async () => {
    expect(await check(change(await database(), { search: '?sslmode=verify-full' }))).toEqual(['error database_tls']);
  });

  test('whose certificate nobody trusts', async () => {
    const tls = new SMTPServer({ secure: true, logger: false });
    tls.on('error', () => {});
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
    const { port: tlsPort } = tls.server.address() as AddressInfo;
    // PostgreSQL's way into TLS: it answers S to the first message, and the handshake follows.
    const server = createServer((socket) =>
      socket.once('data', () => {
        socket.write('S');
        const inner = connect(tlsPort, '127.0.0.1');
        for (const end of [socket, inner]) end.on('error', () => {});
        socket.pipe(inner).pipe(socket);
      }),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    opened.push({ stop: () => new Promise<void>((resolve) => tls.close(() => resolve())) });
    opened.push({ stop: async () => server.close() });
    const { port } = server.address() as AddressInfo;
    expect(await check(`postgresql://me:pw0123@127.0.0.1:${port}/shop?sslmode=verify-full`)).toEqual([
      'error database_tls',
    ]);
  });

  test('that has no connection left', async () => {
    const url = await database();
    const role = `${nameIn(url)}_limited`;
    await queryOnce(url, `create role ${role} login password 'pw0123' connection limit 0`);
    opened.push({ stop: () => queryOnce(url, `drop role ${role}`) });
    const limited = new URL(change(url, { username: role }));
    limited.password = 'pw0123';
    expect(await check(limited.href)).toEqual(['error connections_used_up']);
  });
});

describe('a pooler', () => {
  async function pooler(url: string, mode: 'transaction' | 'session'): Promise<string> {
    const started = await startPooler(url, mode);
    opened.push(started);
    return started.url;
  }

  test('in transaction mode needs a direct way', async () => {
    const url = await database();
    expect(await check(await pooler(url, 'transaction'))).toEqual([...HEALTHY, 'error pooler_without_direct']);
  });

  test('in transaction mode with a direct way is as it should be', async () => {
    const url = await database();
    expect(await check(await pooler(url, 'transaction'), url)).toEqual([...HEALTHY, 'ok pooler']);
  });

  test('in session mode is as good as none', async () => {
    expect(await check(await pooler(await database(), 'session'))).toEqual(HEALTHY);
  });

  test('must not stand in the direct way, too', async () => {
    const url = await database();
    const through = await pooler(url, 'transaction');
    expect(await check(through, await pooler(url, 'transaction'))).toEqual([...HEALTHY, 'error direct_is_pooled']);
  });

  test('and the direct way have to lead to the same database', async () => {
    const through = await pooler(await database(), 'transaction');
    expect(await check(through, await database())).toEqual([...HEALTHY, 'error direct_elsewhere']);
  });

  test('and a direct way that leads nowhere', async () => {
    const through = await pooler(await database(), 'transaction');
    const nowhere = `postgresql://me:pw0123@127.0.0.1:${await freePort()}/shop`;
    expect(await check(through, nowhere)).toEqual([...HEALTHY, 'error direct_unreachable']);
  });
});
