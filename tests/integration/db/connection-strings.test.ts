import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '@/lib/db/client';
import { connectionOptions } from '@/lib/db/connection-options';
import { migrateDatabase } from '@/lib/db/migrate';
import { resetEnv } from '@/lib/kit/env';
import { writeBackup } from '@/lib/ops/backup/write-backup';
import { checkDatabase } from '@/lib/ops/doctor/check-database';
import { startScript } from '../../../harness/processes';
import { hasOpenssl, startTlsServer } from '../../../harness/tls-server';

const odd = 'a/b@c?d#e%f:g$h i&j=k';
const available = hasOpenssl();
if (!available) console.warn('Skipped: connections with TLS, because there is no openssl here');

type Server = Awaited<ReturnType<typeof startTlsServer>>;
let server: Server;

beforeAll(async () => {
  if (available) server = await startTlsServer({ odd, tls_only: 'pw', cert_user: 'pw' });
}, 120_000);
afterAll(() => server?.stop());
afterEach(() => {
  delete process.env.DATABASE_CA;
  resetEnv();
});

/** Connects as the app does, and tells who is connected how. */
async function connectTo(url: string) {
  const client = new pg.Client({ ...connectionOptions(url), connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select current_user as who, coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as tls,
         host(inet_server_addr()) as at`,
    );
    return rows[0];
  } finally {
    await client.end();
  }
}

describe.skipIf(!available)('a connection string', () => {
  it('may hold a password as it is, over IPv4, IPv6 and a Unix socket', async () => {
    const { port, dir } = server;
    for (const [where, at] of [
      [`127.0.0.1:${port}/postgres`, '127.0.0.1'],
      [`[::1]:${port}/postgres`, '::1'],
      [`/postgres?host=${dir}&port=${port}`, null],
      [`localhost/postgres?host=${encodeURIComponent(`${dir}/.s.PGSQL.${port}`)}&schema=public`, null],
    ])
      for (const password of [odd, encodeURIComponent(odd)])
        expect(await connectTo(`postgresql://odd:${password}@${where}`)).toEqual({ who: 'odd', tls: false, at });
  });

  it.each([
    ['require', '127.0.0.1', '', true],
    ['no-verify', '127.0.0.1', '', true],
    ['verify-full', 'localhost', 'authority', true],
    ['verify-full', '[::1]', 'authority', true],
    ['verify-full', '127.0.0.1', 'authority', /altnames/i],
    ['verify-ca', '127.0.0.1', 'authority', true],
    ['require', '127.0.0.1', 'authority', true],
    ['verify-ca', 'localhost', 'stranger', /unable to|self.signed/i],
    ['require', 'localhost', 'stranger', /unable to|self.signed/i],
    ['verify-full', 'localhost', '', /unable to|self.signed/i],
    ['disable', '127.0.0.1', '', /tls_only.*no encryption|rejects connection/i],
  ] as const)('with sslmode=%s reaches %s with the authority “%s”: %s', async (mode, host, authority, expected) => {
    const url = `postgresql://tls_only:pw@${host}:${server.port}/postgres?sslmode=${mode}`;
    const check = async (way: string) => {
      if (expected === true) expect(await connectTo(way)).toMatchObject({ who: 'tls_only', tls: true });
      else await expect(connectTo(way)).rejects.toThrow(expected);
    };
    if (!authority) return check(url);
    await check(`${url}&sslrootcert=${server.file(`${authority}.pem`)}`);
    process.env.DATABASE_CA = server.read(`${authority}.pem`);
    resetEnv();
    await check(url);
  });

  it.each([
    ['as it is', (pem: string) => pem],
    ['in one line', (pem: string) => pem.replaceAll('\n', '\\n')],
    ['in base64', (pem: string) => Buffer.from(pem).toString('base64')],
  ])('takes DATABASE_CA %s', async (_, write) => {
    process.env.DATABASE_CA = write(server.read('authority.pem'));
    resetEnv();
    const url = `postgresql://tls_only:pw@localhost:${server.port}/postgres?sslmode=verify-full&channel_binding=require`;
    expect(await connectTo(url)).toMatchObject({ tls: true });
  });

  it('takes a certificate of the client, as libpq and as Prisma name it', async () => {
    const base = `postgresql://cert_user@localhost:${server.port}/postgres?sslmode=verify-full&sslrootcert=${server.file('authority.pem')}`;
    const libpq = `${base}&sslcert=${server.file('client.pem')}&sslkey=${server.file('client.key')}`;
    const prisma = `${base}&sslidentity=${server.file('client.p12')}&sslpassword=secret`;
    expect(await connectTo(libpq)).toMatchObject({ who: 'cert_user', tls: true });
    expect(await connectTo(prisma)).toMatchObject({ who: 'cert_user', tls: true });
    await expect(connectTo(base)).rejects.toThrow(/certificate/);
  });

  it('speaks TLS at once where it is asked to, and sends options', async () => {
    const base = `postgresql://odd:${odd}@localhost:${server.port}/postgres?sslmode=no-verify`;
    expect(await connectTo(`${base}&sslnegotiation=direct`)).toMatchObject({ tls: true });
    const client = new pg.Client(connectionOptions(`${base}&options=-c%20geqo%3Doff`));
    await client.connect();
    expect((await client.query('show geqo')).rows).toEqual([{ geqo: 'off' }]);
    await client.end();
  });

  it('names a file that is not there', () => {
    expect(() => connectionOptions('postgresql://me:pw@host/db?sslrootcert=nowhere.pem')).toThrow(
      /sslrootcert= .*nowhere\.pem \(ENOENT\).*DATABASE_CA/,
    );
  });

  it('serves migrations, Prisma, the backup, the doctor and the commands alike', async () => {
    const url = `postgresql://odd:${odd}@[::1]:${server.port}/hookwell?schema=public&sslmode=verify-full&sslrootcert=${server.file('authority.pem')}&connection_limit=3`;
    await migrateDatabase(url);
    const { prisma, close } = connect(url, { max: 2, name: 'test' });
    expect(await prisma.webhookEvent.count()).toBe(0);
    await close();
    const dir = await mkdtemp(join(tmpdir(), 'hookwell-'));
    expect(await writeBackup(url, join(dir, 'backup.sql.gz'))).toMatchObject({ events: 0 });
    await rm(dir, { recursive: true });
    const findings = await checkDatabase({ url, directUrl: undefined, serverless: false });
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const command = startScript('scripts/db-migrate.ts', [], { DATABASE_URL: ` "${url}"\n` });
    expect(await command.exited, command.output()).toBe(0);
    expect(command.output()).toContain('The database is up to date.');
    expect(command.output()).not.toContain(odd);
  });

  it('is told of in words where it leads nowhere', async () => {
    const findings = async (url: string) => checkDatabase({ url, directUrl: undefined, serverless: false });
    const { port, dir } = server;
    expect(await findings(`postgresql://tls_only:pw@127.0.0.1:${port}/postgres`)).toMatchObject([
      { code: 'database_tls', fix: expect.stringContaining('DATABASE_CA') },
    ]);
    expect(await findings(`postgresql://tls_only:pw@localhost:${port}/postgres?sslmode=verify-full`)).toMatchObject([
      { code: 'database_tls', fix: expect.stringContaining('DATABASE_CA') },
    ]);
    expect(await findings(`postgresql://odd:wrong%@/postgres?host=${dir}&port=${port}`)).toMatchObject([
      { code: 'database_login', message: expect.stringContaining(`${dir}/.s.PGSQL.${port} refuses the user odd`) },
    ]);
    expect(await findings(`postgresql://odd:${odd}@[::1]:${port}/nowhere`)).toMatchObject([
      { code: 'database_absent', message: `[::1]:${port} has no database nowhere` },
    ]);
    expect(await findings(`postgresql://odd:${odd}@[::1]:${port}/postgres?sslrootcert=/nowhere`)).toMatchObject([
      { code: 'database_url', message: expect.stringContaining('sslrootcert=') },
    ]);
  });
});
