import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeConnections, connections } from '@/lib/db/client';
import { migrationsDir } from '@/lib/db/migrations-folder';
import { buildScenario } from '@/lib/dev/simulator/build';
import { resetEnv } from '@/lib/kit/env';
import { restoreBackup } from '@/lib/ops/backup/restore-backup';
import { writeBackup } from '@/lib/ops/backup/write-backup';
import { startWorker } from '@/lib/worker/start-worker';
import { createBareDatabase, createTestDatabase } from '../../../harness/database';
import { queryOnce } from '../../../harness/embedded';
import { finalRows } from '../../../harness/final-rows';
import { settled, until, useInbox } from '../../../harness/inbox';
import { startScript } from '../../../harness/processes';
import { storeEvents } from '../../../harness/store-event';
import { useStripe } from '../../../harness/sweep';

useInbox();
const { happen, sweep } = useStripe();
const dropped: (() => Promise<void>)[] = [];
let folder: string;
let names = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookwell-backup-'));
});
afterAll(async () => {
  await closeConnections();
  await Promise.all(dropped.map((drop) => drop()));
  await rm(folder, { recursive: true });
});

const newFile = () => join(folder, `${names++}.sql.gz`);

async function database(make = createBareDatabase): Promise<string> {
  const { url, drop } = await make();
  dropped.push(drop);
  return url;
}

/** From here on the inbox of this process is that of another database. */
async function use(url: string): Promise<void> {
  await closeConnections();
  Object.assign(process.env, { DATABASE_URL: url });
  resetEnv();
}

/** Lets a worker do what waits on the present database. */
async function work(): Promise<void> {
  const worker = startWorker({ url: process.env.DATABASE_URL as string, mode: 'process' });
  try {
    await until(async () => (await connections().prisma.workerHeartbeat.count()) > 0, 'the worker');
    await settled(connections().prisma);
  } finally {
    await worker.stop();
  }
}

/** The purchases of some buyers, in an account of their own, within the days that Stripe lists. */
function stories(count: number, account: string): Stripe.Event[] {
  const now = new Date(Date.now() - 3_600_000);
  return Array.from({ length: count }, (_, at) =>
    buildScenario(at % 2 ? 'purchase' : 'authenticated', { seed: `${account} ${at}`, account, now }),
  ).flat();
}

const history = (url: string) =>
  queryOnce(url, 'select migration_name as name from hookwell._prisma_migrations order by 1');
const rowsIn = async (url: string, table: string) =>
  (await queryOnce(url, `select coalesce(json_agg(t order by t::text), '[]') as all from hookwell.${table} t`))[0]?.all;

describe('a backup', () => {
  it('brings back what was there, and the sweep what came after it: the rows are those of an uninterrupted run', async () => {
    const account = 'acct_backup';
    const events = stories(6, account);
    await storeEvents(events);
    await work();
    const expected = await finalRows(connections().prisma, account);
    expect(expected.orders).toBe(6);

    await use(await database(createTestDatabase));
    const half = events.slice(0, 20);
    await storeEvents(half);
    await work();
    // What waits is backed up as well.
    await storeEvents(events.slice(20, 24));
    const doneBefore = await connections().prisma.effect.findMany({ where: { status: 'done' } });
    expect(doneBefore.length).toBeGreaterThan(0);
    const file = newFile();
    const backup = await writeBackup(process.env.DATABASE_URL as string, file);
    expect(backup).toMatchObject({ events: 24, waiting: 4 });
    // These are lost with the database.
    await storeEvents(events.slice(24, 30));

    const target = await database();
    const restored = await restoreBackup(target, file);
    expect(restored).toMatchObject({ events: 24, waitingEvents: 4, takenAt: backup.takenAt.toISOString() });
    await use(target);
    await work();
    happen(events);
    const swept = await sweep({ account, since: new Date(Date.now() - 7_200_000) });
    expect(swept.flatMap(({ windows }) => windows).reduce((sum, { healed }) => sum + healed.length, 0)).toBe(
      events.length - 24,
    );
    await work();
    expect(await finalRows(connections().prisma, account)).toEqual(expected);
    const keys = doneBefore.map(({ key }) => key);
    expect(
      await connections().prisma.effect.findMany({ where: { key: { in: keys } }, orderBy: { key: 'asc' } }),
    ).toEqual(doneBefore.sort((a, b) => (a.key < b.key ? -1 : 1)));
  }, 120_000);

  it('holds every row as it was, and lets the numbering go on', async () => {
    const url = await database(createTestDatabase);
    await use(url);
    await storeEvents(stories(2, 'acct_\u2028odd\\name'));
    await work();
    const file = newFile();
    await writeBackup(url, file);
    const target = await database();
    await restoreBackup(target, file);
    for (const table of [
      'webhook_events',
      'event_deliveries',
      'event_objects',
      'orders',
      'order_refs',
      'charges',
      'effects',
      'event_changes',
    ])
      expect(await rowsIn(target, table), table).toEqual(await rowsIn(url, table));
    expect(await history(target)).toEqual(await history(url));
    expect(
      await queryOnce(
        target,
        `insert into hookwell.order_refs (livemode, ref, order_id) select livemode, 'pi_new', id from hookwell.orders limit 1 returning 1 as one`,
      ),
    ).toEqual([{ one: 1 }]);
    expect(await rowsIn(target, 'worker_heartbeats')).toEqual([]);
  });

  it('is readable by its owner alone, is complete or not there, and never written over another', async () => {
    const url = await database(createTestDatabase);
    const file = newFile();
    await writeBackup(url, file);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expect(writeBackup(url, file)).rejects.toThrow('is there already');
    const empty = newFile();
    await expect(writeBackup(await database(), empty)).rejects.toThrow('nothing to back up');
    await expect(stat(`${empty}.part`)).rejects.toThrow('ENOENT');
  });
});

describe('a restore', () => {
  const backupOf = async (count: number) => {
    const url = await database(createTestDatabase);
    await use(url);
    await storeEvents(stories(count, `acct_r${names}`));
    const file = newFile();
    await writeBackup(url, file);
    return { url, file };
  };

  it('refuses a database with data, unless it may go', async () => {
    const { url, file } = await backupOf(1);
    await closeConnections();
    await expect(restoreBackup(url, file)).rejects.toThrow('is not empty: hookwell.');
    expect(await queryOnce(url, 'select count(*)::int > 0 as kept from hookwell.webhook_events')).toEqual([
      { kept: true },
    ]);
  });

  it('replaces one that was only migrated, and refuses while an app uses it', async () => {
    const { file } = await backupOf(1);
    const target = await database(createTestDatabase);
    await use(target);
    await connections().prisma.webhookEvent.count();
    await expect(restoreBackup(target, file)).rejects.toThrow('An app or a worker still uses this database');
    await closeConnections();
    expect((await restoreBackup(target, file)).events).toBeGreaterThan(0);
    expect((await restoreBackup(target, file, { replace: true })).events).toBeGreaterThan(0);
  });

  it('leaves alone what is not ours, also where ours is replaced', async () => {
    const { file } = await backupOf(1);
    const target = await database(createTestDatabase);
    await queryOnce(target, 'create table public.orders as select 1 as mine');
    await restoreBackup(target, file, { replace: true });
    expect(await queryOnce(target, 'select mine from public.orders')).toEqual([{ mine: 1 }]);
  });

  it('of an older version migrates afterwards', async () => {
    const { file } = await backupOf(1);
    const dir = join(await mkdtemp(join(tmpdir(), 'hookwell-migrations-')), 'migrations');
    await cp(migrationsDir(), dir, { recursive: true });
    const next = '29991231000000_next_version';
    await mkdir(join(dir, next));
    await writeFile(
      join(dir, next, 'migration.sql'),
      'alter table hookwell.webhook_events add column next_version int;',
    );
    expect((await restoreBackup(await database(), file, { dir })).migrated).toEqual([next]);
    await rm(join(dir, '..'), { recursive: true });
  });

  it('reads what pg_dump adds of its own', async () => {
    const { file } = await backupOf(1);
    const text = gunzipSync(await readFile(file)).toString();
    const dumped = newFile();
    await writeFile(
      dumped,
      `\\restrict aBc\n\nSET transaction_timeout = 0;\nCREATE SCHEMA public;\n${text}\\unrestrict aBc\n`,
    );
    expect((await restoreBackup(await database(), dumped)).events).toBeGreaterThan(0);
  });

  it.each([
    [
      'of a newer version',
      (text: string) => text.replace(/^(-- Migrations: .*)$/m, '$1 20990101000000_later'),
      'newer version of Hookwell, which has the migration 20990101000000_later',
    ],
    [
      'of a version from before the first release',
      (text: string) =>
        text.replace(/^-- Migrations: .*$/m, '-- Migrations: 20261122061454_init 20261122064300_money_model'),
      'of a version of Hookwell from before its first release',
    ],
    [
      'that pg_dump made of such a version',
      (text: string) => text.replace(/^-- Migrations: .*$/m, 'CREATE TABLE public.webhook_events (\n    id text\n);'),
      'of a version of Hookwell from before its first release',
    ],
    [
      'that is cut off',
      (text: string) => text.slice(0, text.indexOf('-- PostgreSQL database dump complete')),
      'its end is missing',
    ],
    [
      'cut off within rows',
      (text: string) => text.slice(0, text.indexOf('COPY hookwell.webhook_events') + 900),
      'ends within the rows',
    ],
    [
      'that PostgreSQL refuses',
      (text: string) => text.replace('SET standard_conforming', 'SET nonsense'),
      'refused a statement',
    ],
    ['of another program', () => 'PGDMP custom', 'pg_restore --no-owner'],
  ])('refuses a file %s, and leaves nothing', async (_, change, message) => {
    const { file } = await backupOf(1);
    const text = change(gunzipSync(await readFile(file)).toString());
    const changed = newFile();
    await writeFile(changed, text.startsWith('PGDMP') ? text : gzipSync(text));
    const target = await database();
    await expect(restoreBackup(target, changed)).rejects.toThrow(message);
    expect(
      await queryOnce(target, `select count(*)::int as tables from pg_tables where schemaname = 'hookwell'`),
    ).toEqual([{ tables: 0 }]);
  });
});

describe('the commands', () => {
  it('work on the database of DATABASE_URL, and say what to do next', async () => {
    const url = await database(createTestDatabase);
    await use(url);
    await storeEvents(stories(1, 'acct_command'));
    await closeConnections();
    const file = newFile();
    const backup = startScript('scripts/backup.ts', [file], { DATABASE_URL: url });
    expect(await backup.exited, backup.output()).toBe(0);
    expect(backup.output()).toMatch(/\d+ events \(\d+ of them wait\)/);
    const again = startScript('scripts/restore.ts', [file], { DATABASE_URL: url });
    expect(await again.exited).toBe(1);
    expect(again.output()).toContain('--replace');
    const target = await database();
    const restore = startScript('scripts/restore.ts', [file], { DATABASE_URL: target });
    expect(await restore.exited, restore.output()).toBe(0);
    expect(restore.output()).toContain('npm run sweep -- --since');
  });
});
