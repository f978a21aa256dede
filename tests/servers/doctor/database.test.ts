import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { migrateDatabase } from '@/lib/db/migrate';
import { SCHEMA } from '@/lib/db/schemas';
import { checkDatabase } from '@/lib/ops/doctor/check-database';
import { createBareDatabase, createTestDatabase } from '../../../harness/database';
import { embeddedSandbox, queryOnce } from '../../../harness/embedded';
import { freePort } from '../../../harness/free-port';
import { whyMissing } from '../../../harness/server/debian';
import { type PgBouncer, startPgBouncer } from '../../../harness/server/pgbouncer';

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

/** Stands before a server and puts one text in the place of another, as long, in what it answers. */
async function startLyingProxy(url: string, text: string, lie: string) {
  const target = new URL(url);
  const server = createServer((from) => {
    const to = connect(Number(target.port), target.hostname);
    from.pipe(to).on('error', () => from.destroy());
    from.on('error', () => to.destroy());
    to.on('data', (bytes: Buffer) => from.write(Buffer.from(bytes.toString('latin1').replaceAll(text, lie), 'latin1')));
    to.on('close', () => from.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: through.href, stop: async () => void server.close() };
}

/** The tests' own server need not outlive a loss of power. */
const HEALTHY = ['ok database', 'warn commits_not_durable', 'ok migrations', 'ok rights', 'ok queue', 'ok connections'];
const nameIn = (url: string) => new URL(url).pathname.slice(1);

/** Such roles are the whole server's: another test file may have made them, and they stay for it. */
async function makeApiRole(url: string, role: string): Promise<void> {
  await queryOnce(
    url,
    `do $$ begin create role ${role}; exception when duplicate_object or unique_violation then null; end $$`,
  );
}

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
    const url = await database();
    await queryOnce(url, 'delete from hookwell._prisma_migrations');
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
      `update hookwell._prisma_migrations set migration_name = '20990101000000_later' where started_at = (select max(started_at) from hookwell._prisma_migrations)`,
    );
    expect(await check(url)).toContain('error migrations_broken');
    const findings = await checkDatabase({ url, directUrl: undefined, serverless: false });
    expect(findings.find(({ code }) => code === 'migrations_broken')).toMatchObject({
      message: 'This database has the migration 20990101000000_later, but prisma/migrations does not',
      fix: 'Start the version of the app that has it, or check DATABASE_URL',
    });
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

  test('whose tables an API of the host may read: the statement that it names ends that', async () => {
    const url = await database();
    const grants = async () => {
      const findings = await checkDatabase({ url, directUrl: undefined, serverless: false });
      return findings.find(({ code }) => code === 'api_grants');
    };
    expect(await grants()).toBeUndefined();
    for (const role of ['anon', 'authenticated']) await makeApiRole(url, role);
    await queryOnce(
      url,
      `grant usage on schema ${SCHEMA} to anon, authenticated; grant select on ${SCHEMA}.orders, ${SCHEMA}.effects to anon; grant insert on ${SCHEMA}.orders to authenticated`,
    );
    const told = await grants();
    expect(told?.message).toBe(
      'anon, authenticated have rights on effects, orders: an API of the host (Supabase, PostgREST) may show them to anybody',
    );
    expect(told?.fix).toBe(
      `As the tables’ owner: revoke all on all tables in schema ${SCHEMA} from anon, authenticated;`,
    );
    await queryOnce(url, told?.fix?.replace('As the tables’ owner: ', '') as string);
    expect(await grants()).toBeUndefined();
    await queryOnce(url, `grant select on ${SCHEMA}.orders to public; grant usage on schema ${SCHEMA} to public`);
    expect((await grants())?.message).toContain('public have rights on orders');
  });

  test('whose server says that it is version 14', async () => {
    const url = await database();
    const [{ number } = {}] = await queryOnce(url, `select current_setting('server_version_num') as number`);
    const old = await startLyingProxy(url, String(number), '140011');
    opened.push(old);
    expect(await check(old.url)).toContain('error database_too_old');
  });

  test('on a server with few connections', async () => {
    const sandbox = embeddedSandbox();
    opened.push({ stop: () => sandbox.cleanUp() });
    const few = await sandbox.acquire({ dir: await sandbox.folder(), settings: { max_connections: 35 } });
    await migrateDatabase(few.url);
    expect(await check(few.url)).toContain('warn connections_short');
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

const noPooler = whyMissing('pgbouncer');

describe.skipIf(noPooler)(`a pooler${noPooler}`, () => {
  async function pooler(url: string, mode: 'transaction' | 'session' | 'statement'): Promise<string> {
    const started: PgBouncer = await startPgBouncer(url, { mode });
    opened.push(started);
    return started.url();
  }

  test('in transaction mode works, but for migrations', async () => {
    const url = await database();
    expect(await check(await pooler(url, 'transaction'))).toEqual([...HEALTHY, 'warn pooler_without_direct']);
  });

  test('in transaction mode with a direct way is as it should be', async () => {
    const url = await database();
    expect(await check(await pooler(url, 'transaction'), url)).toEqual([...HEALTHY, 'ok pooler']);
  });

  test('in session mode is as good as none', async () => {
    expect(await check(await pooler(await database(), 'session'))).toEqual(HEALTHY);
  });

  test('in statement mode is refused', async () => {
    const url = await database();
    expect(await check(await pooler(url, 'statement'), url)).toEqual(['error pooler_statement_mode']);
  });

  test.each(['transaction', 'statement'] as const)('in %s mode must not stand in the direct way, too', async (mode) => {
    const url = await database();
    const through = await pooler(url, 'transaction');
    expect(await check(through, await pooler(url, mode))).toEqual([...HEALTHY, 'error direct_is_pooled']);
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
