import { randomBytes } from 'node:crypto';
import { type Runner, run, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '@/lib/db/client';
import { migrateDatabase } from '@/lib/db/migrate';
import { setOlderAside } from '@/lib/db/older-database';
import { buildScenario } from '@/lib/dev/simulator/build';
import { startWorker } from '@/lib/worker/start-worker';
import { createBareDatabase } from '../../../harness/database';
import { settled, until } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';
import type { TestDatabase } from '../../../harness/test-server';

let database: TestDatabase;
let host: pg.Client;
const query = async (sql: string, values: unknown[] = []) => (await host.query(sql, values)).rows;

beforeEach(async () => {
  database = await createBareDatabase();
  host = new pg.Client({ connectionString: database.url });
  await host.connect();
});
afterEach(async () => {
  await host.end();
  await database.drop();
});

/** Applies a purchase in the test's database and returns what the order says. */
async function sell(url = database.url, whileRunning?: () => Promise<unknown>) {
  const open = connect(url, { max: 3, name: 'test' });
  const worker = startWorker({ url, mode: 'process' });
  try {
    await until(async () => (await open.prisma.workerHeartbeat.count()) > 0, 'the worker');
    await whileRunning?.();
    await storeEvents(buildScenario('purchase', { seed: 'beside' }), undefined, open.pool);
    await settled(open.prisma);
    return await open.prisma.order.findMany({ select: { status: true, fulfilledAt: true } });
  } finally {
    await worker.stop();
    await open.close();
  }
}

const sold = [{ status: 'paid', fulfilledAt: expect.any(Date) }];

describe("A database that holds a host's own things", () => {
  it('takes ours beside tables, types and functions of the same names, and a history of Prisma’s', async () => {
    await host.query(`
      create type event_status as enum ('mine');
      create table orders (id int primary key, note text); insert into orders values (1, 'mine');
      create table users (id int primary key); create table webhook_events (id int primary key);
      create function enqueue_jobs(text, text, text, text[], int) returns int language sql as 'select 0';
      create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz,
        migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
        started_at timestamptz not null default now(), applied_steps_count int not null default 0);
      insert into _prisma_migrations (id, checksum, finished_at, migration_name) values ('1', 'x', now(), '20200101000000_mine')`);
    await migrateDatabase(database.url);
    expect(await sell()).toEqual(sold);
    expect(await query('select * from public.orders')).toEqual([{ id: 1, note: 'mine' }]);
    expect(await query('select migration_name from public._prisma_migrations')).toEqual([
      { migration_name: '20200101000000_mine' },
    ]);
    expect(await query('select count(*)::int from public.webhook_events')).toEqual([{ count: 0 }]);
    expect(await migrateDatabase(database.url)).toEqual({ applied: [] });
  });
});

describe("A host's graphile-worker in the same database", () => {
  /** Runs until the test ends; `ran` says which jobs it did. */
  async function startHost(): Promise<{ runner: Runner; ran: string[] }> {
    const ran: string[] = [];
    const runner = await run({
      connectionString: database.url,
      noHandleSignals: true,
      pollInterval: 100,
      taskList: { note: async (payload) => void ran.push((payload as { name: string }).name) },
    });
    return { runner, ran };
  }

  it('goes on while ours is installed', async () => {
    const { runner, ran } = await startHost();
    let ended = false;
    void runner.promise.then(() => {
      ended = true;
    });
    await runner.addJob('note', { name: 'before' });
    await until(async () => ran.length === 1, 'the first job');
    await migrateDatabase(database.url);
    // What was announced while it was installed is heard before this job.
    await runner.addJob('note', { name: 'after' });
    await until(async () => ran.length === 2, 'the job behind it');
    expect([ended, process.exitCode]).toEqual([false, undefined]);
    await runner.stop();
  });

  it('does not end ours when it is installed, or does what ours shall do', async () => {
    await migrateDatabase(database.url);
    expect(
      await sell(database.url, async () => {
        await runMigrations({ connectionString: database.url });
        const { runner, ran } = await startHost();
        await runner.addJob('note', { name: 'mine' });
        await until(async () => ran.length === 1, "the host's job");
        await runner.stop();
      }),
    ).toEqual(sold);
    expect(process.exitCode).toBeUndefined();
    expect(await query('select count(*)::int as left from hookwell_worker.jobs')).toEqual([{ left: 0 }]);
  });
});

describe('A role', () => {
  const role = `shop_${randomBytes(4).toString('hex')}`;
  const ofRole = () => {
    const url = new URL(database.url);
    [url.username, url.password] = [role, 'secret'];
    return url.href;
  };
  beforeEach(() => host.query(`create role ${role} login password 'secret'`));
  afterEach(() => host.query(`drop owned by ${role} cascade; drop role ${role}`));

  it('needs rights on our two schemas only', async () => {
    await host.query(
      `create schema hookwell authorization ${role}; create schema hookwell_worker authorization ${role}; revoke all on schema public from public`,
    );
    await migrateDatabase(ofRole());
    expect(await sell(ofRole())).toEqual(sold);
    expect(await migrateDatabase(ofRole())).toEqual({ applied: [] });
  });

  it('with a schema of its own name, and tables of our names in it, finds ours', async () => {
    await host.query(
      `create schema hookwell authorization ${role}; create schema hookwell_worker authorization ${role}`,
    );
    await migrateDatabase(ofRole());
    await host.query(
      `create schema ${role} authorization ${role}; alter role ${role} set search_path = "$user", public;
       create table ${role}.orders (like hookwell.orders including all); alter table ${role}.orders owner to ${role};
       create table ${role}.webhook_events (like hookwell.webhook_events including all); alter table ${role}.webhook_events owner to ${role}`,
    );
    expect(await sell(ofRole())).toEqual(sold);
    expect(await query(`select count(*)::int as strays from ${role}.webhook_events`)).toEqual([{ strays: 0 }]);
  });

  it('that may not make them is told what to do, and by whom', async () => {
    const name = new URL(database.url).pathname.slice(1);
    await expect(migrateDatabase(ofRole())).rejects.toThrow(
      `The role ${role} may not create the schema hookwell. Let somebody who may run one of these, and start again:\n` +
        `  create schema hookwell authorization ${role}; create schema hookwell_worker authorization ${role};\n` +
        `  grant create on database ${name} to ${role};`,
    );
  });

  it('of a public API that a provider grants everything to has no right on what is ours', async () => {
    const anon = 'anon';
    await host.query(`do $$ begin create role ${anon}; exception when duplicate_object then null; end $$`);
    await host.query(
      `alter default privileges grant all on tables to ${anon}; alter default privileges grant all on functions to ${anon};
       alter default privileges grant usage on schemas to ${anon}`,
    );
    await migrateDatabase(database.url);
    expect(
      await query(
        `select n.nspname as schema, has_schema_privilege($1, n.oid, 'usage') as usage,
           (select bool_or(has_table_privilege($1, c.oid, 'select')) from pg_class c where c.relnamespace = n.oid and c.relkind = 'r') as tables,
           (select bool_or(has_function_privilege($1, p.oid, 'execute')) from pg_proc p where p.pronamespace = n.oid) as functions
         from pg_namespace n where n.nspname in ('hookwell', 'hookwell_worker') order by 1`,
        [anon],
      ),
    ).toEqual([
      { schema: 'hookwell', usage: false, tables: false, functions: false },
      { schema: 'hookwell_worker', usage: false, tables: false, functions: false },
    ]);
    // Also what is granted afterwards, as for the tables of a newer queue.
    await host.query(
      `grant usage on schema hookwell_worker to ${anon}; grant select on hookwell_worker._private_jobs to ${anon}`,
    );
    await migrateDatabase(database.url);
    expect(
      await query(`select has_table_privilege($1, 'hookwell_worker._private_jobs', 'select') as may`, [anon]),
    ).toEqual([{ may: false }]);
    await host.query(`drop owned by ${anon}`);
  });
});

describe('A database of a version from before the first release', () => {
  beforeEach(() =>
    host.query(`
      create schema graphile_worker; create table webhook_events (id text primary key); insert into webhook_events values ('evt_old');
      create table _prisma_migrations (migration_name text); insert into _prisma_migrations values ('20261122061454_init')`),
  );

  it('is refused with words, and changed in nothing', async () => {
    await expect(migrateDatabase(database.url)).rejects.toMatchObject({
      code: 'older_database',
      message:
        'This database is of a version of Hookwell from before its first release. Its tables, in the schema public, are not taken over.\n' +
        'Use another database, and fetch what Stripe still has of the last 30 days: npm run sweep -- --since 30d',
    });
    expect(await query(`select to_regnamespace('hookwell') as there`)).toEqual([{ there: null }]);
  });

  it('can be set aside: ours is made beside it', async () => {
    expect(await setOlderAside(host)).toEqual(['public_before_hookwell', 'graphile_worker_before_hookwell']);
    await migrateDatabase(database.url);
    expect(await sell()).toEqual(sold);
    expect(await query('select id from public_before_hookwell.webhook_events')).toEqual([{ id: 'evt_old' }]);
  });
});
