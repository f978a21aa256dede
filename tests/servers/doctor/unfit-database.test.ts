import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { QUEUE_VERSION } from '@/lib/db/install-queue';
import { migrateDatabase } from '@/lib/db/migrate';
import { connectionsPerProcess } from '@/lib/db/pool-sizes';
import { SCHEMA, WORKER_SCHEMA } from '@/lib/db/schemas';
import { withConnection } from '@/lib/db/with-connection';
import { log } from '@/lib/kit/log/log';
import { checkDatabase } from '@/lib/ops/doctor/check-database';
import { readServer } from '@/lib/ops/doctor/database/read-server';
import { tellUnfitDatabase } from '@/lib/ops/doctor/tell-unfit-database';
import { createTestDatabase } from '../../../harness/database';
import { queryOnce } from '../../../harness/embedded';
import { freePort } from '../../../harness/free-port';
import { startScript } from '../../../harness/processes';
import { whyMissing } from '../../../harness/server/debian';
import { startPgBouncer } from '../../../harness/server/pgbouncer';
import { startPostgres15 } from '../../../harness/server/postgres-15';
import { mountSmallDisk } from '../../../harness/small-disk';

/** What a command said about the database, and how it ended. */
type Ended = { code: number | null; output: string };
type Command = 'start' | 'worker' | 'db-migrate';

/** Why no PostgreSQL 15 can be started here; empty where one can. */
const withoutPostgres15 = whyMissing('postgres15');

// Each test starts up to three commands, which takes a busy machine its time.
vi.setConfig({ testTimeout: 90_000 });

let build: string;
/** Databases go before the roles that own something in them. */
const databases: (() => Promise<unknown>)[] = [];
const roles: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  // The checks come before the build is served: it need only seem to be there.
  build = await mkdtemp(join(tmpdir(), 'hookwell-build-'));
  await writeFile(join(build, 'BUILD_ID'), 'none');
});
afterAll(() => rm(build, { recursive: true }));
afterEach(async () => {
  for (const drop of [...databases.splice(0), ...roles.splice(0)]) await drop();
});

async function run(command: Command, url: string, env: Record<string, string> = {}): Promise<Ended> {
  const started = startScript(`scripts/${command}.ts`, [], {
    DATABASE_URL: url,
    NEXT_DIST_DIR: build,
    PORT: '0',
    STRIPE_MODE: 'test',
    AUTH_SECRET: randomBytes(32).toString('hex'),
    ...env,
  });
  const code = await started.exited;
  // Behind the line that names the database, which each command prints first.
  return {
    code,
    output: started
      .output()
      .replace(/^Database: .*\n/, '')
      .trim(),
  };
}

/** The message of the only finding. */
const unfit = (message: string, code: string, fix: string): Ended => ({
  code: 1,
  output: `Hookwell can’t work with this database:\n  ✗ ${message} [${code}]\n    → ${fix}\ndocs/doctor.md explains each finding by its name in brackets.`,
});

const servers: { name: string; skip: boolean; start(): Promise<{ url: string; stop(): Promise<void> }> }[] = [
  {
    name: 'PostgreSQL 18',
    skip: false,
    start: async () => ({ url: inject('testServer').adminUrl, stop: async () => {} }),
  },
  { name: 'PostgreSQL 15 of Debian', skip: withoutPostgres15 !== '', start: () => startPostgres15() },
];

describe.each(servers)('$name', ({ name, skip, start }) => {
  if (skip) {
    test.skip(`is not installed, so that nothing was tried on ${name}`, () => {});
    return;
  }
  let server: { url: string; stop(): Promise<void> };
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  const admin = (sql: string) => queryOnce(server.url, sql);

  function urlOf(database: string, role?: string): string {
    const url = new URL(server.url);
    url.pathname = `/${database}`;
    if (role) Object.assign(url, { username: role, password: 'pw0123' });
    return url.href;
  }

  async function makeDatabase(options = ''): Promise<string> {
    const database = `hookwell_unfit_${randomBytes(5).toString('hex')}`;
    await admin(`create database ${database} template template0 ${options}`);
    databases.push(() => admin(`drop database ${database} with (force)`));
    return database;
  }

  async function makeRole(options = ''): Promise<string> {
    const role = `unfit_${randomBytes(5).toString('hex')}`;
    await admin(`create role ${role} login password 'pw0123' ${options}`);
    roles.push(() => admin(`drop role ${role}`));
    return role;
  }

  test.each([
    ['LATIN1', `encoding 'LATIN1' locale 'C'`],
    ['SQL_ASCII', `encoding 'SQL_ASCII' locale 'C'`],
  ])('a database in %s is refused by each command before anything is made in it', async (encoding, options) => {
    const database = await makeDatabase(options);
    const url = urlOf(database);
    const expected = unfit(
      `The database's encoding is ${encoding}: events with characters outside of it can't be stored`,
      'database_encoding',
      "Create another one: create database hookwell encoding 'UTF8' template template0, and point DATABASE_URL at it.",
    );
    const commands: Command[] = ['start', 'worker', 'db-migrate'];
    expect(await Promise.all(commands.map((command) => run(command, url)))).toEqual(commands.map(() => expected));
    expect(await queryOnce(url, `select from pg_class where relname = '_prisma_migrations'`)).toEqual([]);
    // A function of a serverless platform starts all the same: its log says why it answers 503.
    const error = vi.spyOn(log(), 'error').mockImplementation(() => {});
    await tellUnfitDatabase(url);
    expect(error.mock.calls.map(([about]) => about)).toEqual([
      { finding: 'database_encoding' },
      { finding: 'queue_broken' },
    ]);
    error.mockRestore();
  });

  test('a role that may not create what is missing', async () => {
    const database = await makeDatabase();
    const role = await makeRole();
    await queryOnce(urlOf(database), `revoke create on schema public from public`);
    const { code, output } = await run('db-migrate', urlOf(database, role));
    expect(code).toBe(1);
    expect(output).toContain('[rights_create_schema]');
    expect(output).toMatch(
      /✗ The role "unfit_\w+" may not create a schema in the database "hookwell_unfit_\w+", and hookwell, hookwell_worker are missing/,
    );
    // The statements that it names are enough.
    const statements = /owner: (create schema .*;) Then/.exec(output)?.[1] as string;
    await queryOnce(urlOf(database), statements);
    expect(await run('db-migrate', urlOf(database, role))).toMatchObject({ code: 0 });
  });

  test('a role that may not create tables in the schemas', async () => {
    const database = await makeDatabase();
    const role = await makeRole();
    await queryOnce(
      urlOf(database),
      `create schema ${SCHEMA}; create schema ${WORKER_SCHEMA} authorization ${role}; grant usage on schema ${SCHEMA} to ${role}`,
    );
    const [{ owner }] = (await queryOnce(urlOf(database), 'select current_user as owner')) as [{ owner: string }];
    expect(await run('db-migrate', urlOf(database, role))).toEqual(
      unfit(
        `The role "${role}" may not create tables in the schema ${SCHEMA}, and migrations wait`,
        'rights_schema',
        `As the schema’s owner (${owner}): grant usage, create on schema ${SCHEMA} to "${role}";`,
      ),
    );
    await queryOnce(urlOf(database), `grant usage, create on schema ${SCHEMA} to ${role}`);
    expect(await run('db-migrate', urlOf(database, role))).toMatchObject({ code: 0 });
  });

  describe('with the tables of another role', () => {
    async function migrated(): Promise<{ database: string; role: string }> {
      const database = await makeDatabase();
      await migrateDatabase(urlOf(database));
      const role = await makeRole();
      return { database, role };
    }

    test('a plain role may not use the queue', async () => {
      const { database, role } = await migrated();
      const [{ owner }] = (await queryOnce(urlOf(database), 'select current_user as owner')) as [{ owner: string }];
      expect(await run('worker', urlOf(database, role))).toEqual(
        unfit(
          `The role "${role}" may not use the schema ${SCHEMA}, ${WORKER_SCHEMA}`,
          'rights_schema',
          `As the schema’s owner (${owner}): grant usage on schema ${SCHEMA} to "${role}"; grant usage on schema ${WORKER_SCHEMA} to "${role}";`,
        ),
      );
      await queryOnce(urlOf(database), `grant usage on schema ${SCHEMA}, ${WORKER_SCHEMA} to ${role}`);
      const { code, output } = await run('db-migrate', urlOf(database, role));
      expect(code).toBe(1);
      expect(output).toContain(`✗ The role "${role}" lacks rights on `);
      expect(output).toContain('[rights_tables]');

      // What it says to grant is right, and lays open that row-level security hides the queue.
      const grants = /As their owner \([^)]*\): (.*)/.exec(output)?.[1] as string;
      await queryOnce(urlOf(database), grants);
      const hidden = await run('worker', urlOf(database, role));
      expect(hidden).toEqual(
        unfit(
          `Row-level security hides the rows of ${WORKER_SCHEMA}._private_job_queues, ${WORKER_SCHEMA}._private_jobs, ${WORKER_SCHEMA}._private_known_crontabs, ${WORKER_SCHEMA}._private_tasks from the role "${role}", which is not their owner (${owner}): jobs would never run`,
          'rights_row_security',
          `Use the owner’s role in DATABASE_URL, or as an administrator: grant "${owner}" to "${role}";`,
        ),
      );
    });

    test('nobody but their owner migrates', async () => {
      const { database, role } = await migrated();
      const [{ owner }] = (await queryOnce(urlOf(database), 'select current_user as owner')) as [{ owner: string }];
      await queryOnce(
        urlOf(database),
        `delete from hookwell._prisma_migrations where started_at = (select max(started_at) from hookwell._prisma_migrations);
         grant usage, create on schema ${SCHEMA}, ${WORKER_SCHEMA} to ${role};
         grant select on all tables in schema ${SCHEMA}, ${WORKER_SCHEMA} to ${role}`,
      );
      const { code, output } = await run('db-migrate', urlOf(database, role));
      expect(code).toBe(1);
      expect(output).toContain(`✗ Migrations wait, and only their owner (${owner}) may change `);
      expect(output).toContain(
        `[rights_owner]\n    → Run npm run db:migrate as the owner (DIRECT_DATABASE_URL), or as an administrator: grant "${owner}" to "${role}";`,
      );
    });
  });

  test('a role that may open 3 connections', async () => {
    const database = await makeDatabase();
    const role = await makeRole('connection limit 3');
    await admin(`alter database ${database} owner to ${role}`);
    expect(await run('worker', urlOf(database, role))).toEqual(
      unfit(
        `The role "${role}" may open 3 connections (its connection limit); Hookwell needs 6 at the least`,
        'connections_too_few',
        `As an administrator: alter role "${role}" connection limit 100 (-1 for none).`,
      ),
    );
  });

  test('a database that takes 4 connections', async () => {
    const database = await makeDatabase('connection limit 4');
    const role = await makeRole();
    await admin(`alter database ${database} owner to ${role}`);
    expect(await run('worker', urlOf(database, role))).toEqual(
      unfit(
        `The database "${database}" takes 4 connections (its connection limit); Hookwell needs 6 at the least`,
        'connections_too_few',
        `As an administrator: alter database "${database}" connection limit 100 (-1 for none).`,
      ),
    );
  });

  test('a database that takes no writes', async () => {
    const database = await makeDatabase();
    await admin(`alter database ${database} set default_transaction_read_only = on`);
    const { code, output } = await run('db-migrate', urlOf(database));
    expect(code).toBe(1);
    expect(output).toContain(
      '✗ default_transaction_read_only is on: the database takes no writes [database_read_only]\n    → Reset it where it is set: ',
    );
  });

  test('a plain role is counted with what others have open, and its own limit is told before that of the server', async () => {
    const database = await makeDatabase();
    const each = connectionsPerProcess(false);
    const role = await makeRole(`connection limit ${each + 5}`);
    await admin(`alter database ${database} owner to ${role}`);
    await migrateDatabase(urlOf(database, role));
    const others = Array.from({ length: 8 }, () => new pg.Client({ connectionString: urlOf(database, role) }));
    await Promise.all(others.map((other) => other.connect()));
    try {
      const worker = startScript('scripts/worker.ts', [], { DATABASE_URL: urlOf(database, role) });
      await worker.printed(
        new RegExp(
          `The role "${role}" may open ${each + 5} connections \\(its connection limit\\), others use 8; one process of the app takes up to ${each}: there is not room for one\\. As an administrator: `,
        ),
      );
      await worker.printed(/is ready/);
      expect(await worker.end()).toBe(0);
    } finally {
      await Promise.all(others.map((other) => other.end()));
    }
    const strangers = Array.from({ length: 5 }, () => new pg.Client({ connectionString: server.url }));
    await Promise.all(strangers.map((stranger) => stranger.connect()));
    try {
      const { limits } = await withConnection(urlOf(database, role), 'test', readServer);
      expect(limits.map(({ of }) => of)).toEqual(['server', 'role']);
      expect(limits[0]?.others).toBeGreaterThanOrEqual(5);
      expect(limits[1]).toEqual({ of: 'role', name: role, max: each + 5, others: 0 });
    } finally {
      await Promise.all(strangers.map((stranger) => stranger.end()));
    }
  });

  test('a queue that was dropped, or is of a later version', async () => {
    const database = await makeDatabase();
    const url = urlOf(database);
    await migrateDatabase(url);
    await queryOnce(url, `drop table ${WORKER_SCHEMA}._private_jobs cascade`);
    const { code, output } = await run('worker', url);
    expect(code).toBe(1);
    expect(output).toContain(`✗ The queue (schema ${WORKER_SCHEMA}) lacks _private_jobs, jobs, `);
    await queryOnce(url, `drop schema ${WORKER_SCHEMA} cascade`);
    expect(await run('db-migrate', url)).toEqual({ code: 0, output: 'The database is up to date.' });
    await queryOnce(url, `insert into ${WORKER_SCHEMA}.migrations (id, breaking) values (900, true)`);
    expect(await run('worker', url)).toEqual(
      unfit(
        `The queue (schema ${WORKER_SCHEMA}) is at version 900; this version of Hookwell knows ${QUEUE_VERSION} and can't work with it`,
        'queue_newer',
        'Start the version of Hookwell that changed it, or check DATABASE_URL.',
      ),
    );
  });
});

test('the queue’s version is that of the package', async () => {
  const files = await readdir('node_modules/graphile-worker/sql');
  expect(Math.max(...files.map((name) => Number.parseInt(name, 10)))).toBe(QUEUE_VERSION);
});

describe('a server', () => {
  const stopped: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const stop of stopped.splice(0).reverse()) await stop();
  });
  const start15 = async (options?: Parameters<typeof startPostgres15>[0]) => {
    const server = await startPostgres15(options);
    stopped.push(server.stop);
    return server;
  };

  test.skipIf(withoutPostgres15 !== '')('that is a standby (skipped without Debian’s postgresql-15)', async () => {
    const primary = await start15();
    await migrateDatabase(primary.url);
    const standby = await start15({ from: primary });
    expect(await run('worker', standby.url)).toEqual(
      unfit(
        'The server is a standby: it takes no writes',
        'database_read_only',
        'Point DATABASE_URL at the primary server.',
      ),
    );
  });

  const address = Object.values(networkInterfaces())
    .flat()
    .find((found) => found?.family === 'IPv4' && !found.internal)?.address;
  test.skipIf(withoutPostgres15 !== '' || !address)(
    'that is reached over a network without TLS (skipped without Debian’s postgresql-15, or without a network)',
    async () => {
      const server = await start15({ host: address as string });
      const { code, output } = await run('db-migrate', server.url);
      expect(code).toBe(0);
      expect(output).toContain(
        `The connection to ${address} is not encrypted: customers’ data and the password’s hash cross the network in the clear. Add ?sslmode=verify-full to DATABASE_URL, or make sure that nobody else is on that network.`,
      );
      const findings = await checkDatabase({ url: server.url, directUrl: undefined, serverless: false });
      expect(findings.map(({ code: name }) => name)).toContain('database_not_encrypted');
    },
  );

  test.skipIf(withoutPostgres15 !== '')(
    'whose disk is full (skipped without Debian’s postgresql-15, or where this user may not mount a disk)',
    async ({ skip }) => {
      const small = mountSmallDisk();
      if (!small) return skip('this user may not mount a disk');
      stopped.push(async () => small.unmount());
      const server = await start15({ parent: small.folder });
      await migrateDatabase(server.url);
      await small.fill();
      const { code, output } = await run('worker', server.url);
      expect(code).toBe(1);
      expect(output).toMatch(
        /✗ The server's disk is full: could not (extend|write) .*: No space left on device \[database_disk_full\]\n {4}→ Make room at the server: /,
      );
    },
  );

  test('that is away is told as before: it may be back in a moment', async () => {
    const url = `postgresql://me:pw0123@127.0.0.1:${await freePort()}/shop`;
    const { code, output } = await run('worker', url);
    expect(code).toBe(1);
    expect(output).toMatch(/^PostgreSQL at 127\.0\.0\.1:\d+\/shop cannot be reached: .*correct DATABASE_URL$/);
  });

  test('that does not know the role, or has no such database', async () => {
    const url = new URL(inject('testServer').adminUrl);
    const at = `${url.hostname}:${url.port}`;
    url.pathname = '/no_such_shop';
    expect(await run('worker', url.href)).toEqual(
      unfit(
        `${at} has no database no_such_shop`,
        'database_absent',
        'Make it: createdb --encoding=UTF8 --template=template0 no_such_shop, or correct DATABASE_URL.',
      ),
    );
    url.username = 'nobody_known';
    const { code, output } = await run('worker', url.href);
    expect(code).toBe(1);
    expect(output).toContain(`✗ ${at} refuses the user nobody_known: `);
    expect(output).toContain('[database_login]');
  });

  const missing = whyMissing('pgbouncer');
  test.skipIf(missing)(`behind a pooler in statement mode${missing}`, async () => {
    const { url, drop } = await createTestDatabase();
    stopped.push(drop);
    const pooler = await startPgBouncer(url, { mode: 'statement' });
    stopped.push(() => pooler.stop());
    const { code, output } = await run('worker', pooler.url());
    expect(code).toBe(1);
    expect(output).toContain('[pooler_statement_mode]\n    → Set its pool_mode to transaction or session');
  });
});
