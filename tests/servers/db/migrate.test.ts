import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compareSchemas } from '@/lib/db/compare-schemas';
import { migrateDatabase, resolveMigration } from '@/lib/db/migrate';
import { MigrationError, type MigrationErrorCode } from '@/lib/db/migration-error';
import { migrationNames, migrationsDir } from '@/lib/db/migrations-folder';
import { pendingMigrations } from '@/lib/db/pending-migrations';
import { createBareDatabase } from '../../../harness/database';
import { startScript } from '../../../harness/processes';
import type { TestDatabase } from '../../../harness/test-server';

let database: TestDatabase;
let client: pg.Client;
let dir: string;

beforeEach(async () => {
  database = await createBareDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  dir = await mkdtemp(join(tmpdir(), 'hookwell-migrations-'));
});

afterEach(async () => {
  await client.end();
  await database.drop();
  await rm(dir, { recursive: true, force: true });
});

const rows = async (sql: string) => (await client.query(sql)).rows;
const pending = () => pendingMigrations(rows, dir);

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(dir, name), { recursive: true });
  await writeFile(join(dir, name, 'migration.sql'), sql);
}

/** The message of a migration that must not succeed, for the reason of this code. */
async function failure(work: Promise<unknown>, code: MigrationErrorCode): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MigrationError);
  expect(error).toMatchObject({ code });
  return (error as MigrationError).message;
}

describe('the committed migrations', () => {
  test('are recorded as `prisma migrate deploy` records them', async () => {
    const names = await migrationNames(migrationsDir());
    expect(await migrateDatabase(database.url)).toEqual({ applied: names });
    const recorded = await rows('select * from hookwell._prisma_migrations order by migration_name');
    expect(recorded.map((row) => row.migration_name)).toEqual(names);
    for (const row of recorded) {
      const sql = await readFile(join(migrationsDir(), row.migration_name, 'migration.sql'));
      expect(row).toMatchObject({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        checksum: createHash('sha256').update(sql).digest('hex'),
        finished_at: expect.any(Date),
        applied_steps_count: 1,
        logs: null,
        rolled_back_at: null,
      });
    }
  });

  test('are applied once, and a second run finds nothing to do', async () => {
    await migrateDatabase(database.url);
    expect(await migrateDatabase(database.url)).toEqual({ applied: [] });
    expect(await pendingMigrations(rows)).toEqual([]);
  });

  test('were written for prisma/schema.prisma as it is now: otherwise run `npm run db:migration`', async () => {
    const [kept, schema] = await Promise.all(
      ['last-schema.prisma', '../schema.prisma'].map((file) => readFile(join(migrationsDir(), file), 'utf8')),
    );
    expect(await compareSchemas(kept as string, schema as string)).toBeNull();
  });

  test('take the outcome of an old event from its words, where they tell it', async () => {
    const names = await migrationNames(migrationsDir());
    const copy = (some: string[]) =>
      Promise.all(some.map((name) => cp(join(migrationsDir(), name), join(dir, name), { recursive: true })));
    const first = names.findIndex((name) => name.endsWith('_event_outcome'));
    await copy(names.slice(0, first));
    await migrateDatabase(database.url, dir);
    await client.query(`
      insert into hookwell.webhook_events (id, livemode, type, created_at, source, status, applies, summary)
      select id, applies, 'payout.paid', now(), 'webhook', status::hookwell.event_status, applies, summary from (values
        ('evt_1', 'processed', true, 'Payout po_1, but a later state of it was known already: nothing changed'),
        ('evt_2', 'processed', true, 'Charge ch_1: order ord_1 paid, fulfillment already requested. 5 points'),
        ('evt_3', 'ignored', true, 'kept; no handler for this type'),
        ('evt_4', 'ignored', false, 'payload redacted'),
        ('evt_5', 'processed', true, 'payload redacted'),
        ('evt_6', 'pending', true, null)) as e(id, status, applies, summary)`);
    await copy(names.slice(first));
    await migrateDatabase(database.url, dir);
    const told = await rows('select outcome::text from hookwell.webhook_events order by id');
    expect(told.map(({ outcome }) => outcome)).toEqual([
      'stale',
      'already_paid',
      'no_handler',
      'not_applied_here',
      null,
      null,
    ]);
  });

  test('come with the tables of the worker', async () => {
    await migrateDatabase(database.url);
    expect(await rows("select to_regproc('hookwell_worker.add_jobs') is not null as there")).toEqual([{ there: true }]);
  });
});

describe('processes that migrate at once', () => {
  test('all succeed, and each migration is applied once', async () => {
    const commands = Array.from({ length: 3 }, () =>
      startScript('scripts/db-migrate.ts', [], { DATABASE_URL: database.url }),
    );
    const codes = await Promise.all(commands.map(({ exited }) => exited));
    const printed = commands.map(({ data }) => data().trim());
    expect(codes, commands.map(({ output }) => output()).join('\n')).toEqual([0, 0, 0]);
    const names = await migrationNames(migrationsDir());
    expect(printed.filter((text) => text === names.map((name) => `Applied ${name}`).join('\n'))).toHaveLength(1);
    expect(printed.filter((text) => text === 'The database is up to date.')).toHaveLength(2);
    expect(await rows('select count(*)::int as count from hookwell._prisma_migrations')).toEqual([
      { count: names.length },
    ]);
  });

  test('within one process do not break each other either', async () => {
    const results = await Promise.all([migrateDatabase(database.url), migrateDatabase(database.url)]);
    expect(results.flatMap(({ applied }) => applied)).toEqual(await migrationNames(migrationsDir()));
  });
});

describe('a failed migration', () => {
  beforeEach(async () => {
    await addMigration('20260101000000_good', 'create table good (id int);');
    await addMigration('20260102000000_bad', 'create table half (id int);\nselect * from no_such_table;');
    await addMigration('20260103000000_later', 'create table later (id int);');
  });

  test('gives its name, the reason and the next step; those before it remain, those after it wait', async () => {
    const message = await failure(migrateDatabase(database.url, dir), 'failed');
    expect(message).toContain('20260102000000_bad failed');
    expect(message).toContain('relation "no_such_table" does not exist');
    expect(message).toContain('npm run db:migrate -- --rolled-back 20260102000000_bad');
    expect(
      await rows(
        "select to_regclass('hookwell.good') g, to_regclass('hookwell.half') h, to_regclass('hookwell.later') l",
      ),
    ).toEqual([{ g: 'hookwell.good', h: null, l: null }]);
    expect(await pending()).toEqual(['20260102000000_bad', '20260103000000_later']);
  });

  test('stops every later start with the same reason', async () => {
    await failure(migrateDatabase(database.url, dir), 'failed');
    const message = await failure(migrateDatabase(database.url, dir), 'failed');
    expect(message).toContain('20260102000000_bad failed');
    expect(message).toContain('relation "no_such_table" does not exist');
  });

  test('runs again once it is corrected and marked as rolled back', async () => {
    await failure(migrateDatabase(database.url, dir), 'failed');
    await addMigration('20260102000000_bad', 'create table half (id int);');
    await resolveMigration(database.url, '20260102000000_bad', 'rolled-back', dir);
    expect(await migrateDatabase(database.url, dir)).toEqual({
      applied: ['20260102000000_bad', '20260103000000_later'],
    });
    expect(await pending()).toEqual([]);
  });

  test('is left out once it is marked as applied by hand', async () => {
    await failure(migrateDatabase(database.url, dir), 'failed');
    await resolveMigration(database.url, '20260102000000_bad', 'applied', dir);
    expect(await migrateDatabase(database.url, dir)).toEqual({ applied: ['20260103000000_later'] });
    expect(await pending()).toEqual([]);
  });

  test('ends the command with code 1 and without a stack', async () => {
    await migrateDatabase(database.url, dir).catch(() => undefined);
    const command = startScript('scripts/db-migrate.ts', [], { DATABASE_URL: database.url });
    expect(await command.exited).toBe(1);
    expect(command.output()).toContain('20260102000000_bad failed');
    expect(command.output()).not.toMatch(/^\s+at /m);
  });
});

test('one name alone can be marked: an unknown one is refused', async () => {
  await migrateDatabase(database.url);
  const work = resolveMigration(database.url, '20990101000000_none', 'rolled-back');
  expect(await failure(work, 'not_resolved')).toContain('20990101000000_none');
});

test('a script runs as it stands, with semicolons in functions, strings and comments', async () => {
  await addMigration(
    '20260101000000_function',
    `-- first; second
     create table notes (text text);
     create function note() returns void language plpgsql as $$ begin insert into notes values ('a;b'); end; $$;
     select hookwell.note();`,
  );
  await migrateDatabase(database.url, dir);
  expect(await rows('select text from hookwell.notes')).toEqual([{ text: 'a;b' }]);
});

describe('the history', () => {
  beforeEach(() => addMigration('20260101000000_first', 'create table first (id int);\n'));

  test('refuses a file that was changed after it was applied', async () => {
    await migrateDatabase(database.url, dir);
    await addMigration('20260101000000_first', 'create table first (id bigint);\n');
    const message = await failure(migrateDatabase(database.url, dir), 'changed');
    expect(message).toContain('20260101000000_first/migration.sql was changed after it was applied');
  });

  test('takes a file that git checked out with other line ends', async () => {
    await migrateDatabase(database.url, dir);
    await addMigration('20260101000000_first', 'create table first (id int);\r\n');
    expect(await migrateDatabase(database.url, dir)).toEqual({ applied: [] });
  });

  test('refuses to go on without a file that was applied', async () => {
    await migrateDatabase(database.url, dir);
    await cp(join(dir, '20260101000000_first'), join(dir, '20260102000000_other'), { recursive: true });
    await rm(join(dir, '20260101000000_first'), { recursive: true });
    const message = await failure(migrateDatabase(database.url, dir), 'unknown');
    expect(message).toContain('has the migration 20260101000000_first, but prisma/migrations does not');
  });
});

test('a server that does not answer is named, without the password', async () => {
  const message = await failure(migrateDatabase('postgresql://me:secret@127.0.0.1:1/shop', dir), 'unreachable');
  expect(message).toContain('PostgreSQL at 127.0.0.1:1/shop cannot be reached: connect ECONNREFUSED');
  expect(message).not.toContain('secret');
});
