import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareSchemas } from '@/lib/db/compare-schemas';
import { migrationsDir, readMigrations } from '@/lib/db/migrations-folder';
import { readStoredFunctions } from '@/lib/db/stored-functions';
import { createBareDatabase, createTestDatabase } from '../../../harness/database';

const closing: (() => Promise<void>)[] = [];
let ours: pg.Client;
let rows: (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

async function open(make: typeof createTestDatabase): Promise<pg.Client> {
  const { url, drop } = await make();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  closing.push(async () => {
    await client.end();
    await drop();
  });
  return client;
}

beforeAll(async () => {
  ours = await open(createTestDatabase);
  rows = async (sql, values = []) => (await ours.query(sql, values)).rows;
});
afterAll(async () => {
  for (const close of closing) await close();
});

describe('What the migrations make', () => {
  it('is what prisma/schema.prisma says: columns, keys and indexes', async () => {
    const schema = await readFile(join(process.cwd(), 'prisma', 'schema.prisma'), 'utf8');
    const prismas = await open(createBareDatabase);
    await prismas.query(`create schema hookwell; set search_path = hookwell; ${await compareSchemas(null, schema)}`);
    const columns = `
      select c.relname || '.' || a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
        pg_get_expr(d.adbin, d.adrelid) as default
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relnamespace = 'hookwell'::regnamespace and c.relkind = 'r' and c.relname <> '_prisma_migrations' order by 1`;
    const said = async (client: pg.Client, sql: string) => {
      const result = await client.query(`set search_path = ''; ${sql}`);
      return (result as unknown as pg.QueryResult[])[1]?.rows.map((row) =>
        JSON.parse(JSON.stringify(row).replaceAll('CURRENT_TIMESTAMP', 'now()')),
      );
    };
    expect(await said(ours, columns)).toEqual(await said(prismas, columns));
    const keys = `
      select conrelid::regclass::text as table, contype, pg_get_constraintdef(oid) as is from pg_constraint
      where connamespace = 'hookwell'::regnamespace and contype in ('p', 'f') and conrelid::regclass::text not like '%_prisma_migrations' order by 1, 2, 3`;
    expect(await said(ours, keys)).toEqual(await said(prismas, keys));
    const indexes = `
      select replace(pg_get_indexdef(indexrelid), ' NULLS NOT DISTINCT', '') as is from pg_index
      join pg_class c on c.oid = indexrelid where c.relnamespace = 'hookwell'::regnamespace order by 1`;
    expect((await said(ours, indexes))?.map(({ is }) => is)).toEqual(
      expect.arrayContaining((await said(prismas, indexes))?.map(({ is }) => is) ?? ['nothing']),
    );
  });

  it('stands in our two schemas, and nowhere else', async () => {
    expect(
      await rows(
        `select distinct relnamespace::regnamespace::text as schema from pg_class
         where relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1`,
      ),
    ).toEqual([{ schema: 'hookwell' }, { schema: 'hookwell_worker' }]);
  });

  it('has the mode in every key of a Stripe object, and takes null for one value', async () => {
    const keys = await rows(
      `select c.relname as table, i.indnullsnotdistinct as one, pg_get_indexdef(i.indexrelid) as is
       from pg_index i join pg_class c on c.oid = i.indrelid
       where c.relnamespace = 'hookwell'::regnamespace and i.indisunique and pg_get_indexdef(i.indexrelid) like '%account%'
         and c.relname <> 'accounts'`,
    );
    expect(keys.length).toBeGreaterThanOrEqual(17);
    for (const { table, one, is } of keys) {
      expect(one, `${table}`).toBe(true);
      expect(is, `${table}`).toMatch(/livemode, account, stripe_account/);
    }
    const scoped = await rows(
      `select table_name as table from information_schema.columns
       where table_schema = 'hookwell' and column_name = 'account' and table_name not in ('event_objects', 'fetched_objects', 'mails', 'balance_snapshots', 'sweep_runs', 'orders', 'webhook_events')`,
    );
    expect(scoped.map(({ table }) => table).sort()).toEqual(keys.map(({ table }) => table).sort());
  });

  it('has an object of both modes twice', async () => {
    const insert = (livemode: boolean) =>
      ours.query(
        `insert into hookwell.payouts (id, livemode, status, amount, currency, created_at, state_rank, state_order, event_id, event_created_at)
         values ('po_1', $1, 'paid', 1, 'usd', now(), 1, 1, 'evt_1', now())`,
        [livemode],
      );
    await insert(false);
    await insert(true);
    await expect(insert(true)).rejects.toThrow('payouts_key');
  });
});

describe('A stored function', () => {
  it('is in the database as its file says, names everything in full, and minds no search_path', async () => {
    const files = await readStoredFunctions();
    const there = await rows(
      `select p.proname as name, pg_get_functiondef(p.oid) as is, p.proconfig as settings from pg_proc p
       where p.pronamespace = 'hookwell'::regnamespace order by p.proname`,
    );
    expect(there.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
    await ours.query('begin');
    for (const { sql } of files) await ours.query(sql);
    const made = await rows(
      `select p.proname as name, pg_get_functiondef(p.oid) as is from pg_proc p
       where p.pronamespace = 'hookwell'::regnamespace order by p.proname`,
    );
    await ours.query('rollback');
    expect(made.map(({ is }) => is)).toEqual(there.map(({ is }) => is));
    for (const { name, settings } of there) expect(settings, `${name}`).toContain('search_path=pg_catalog, pg_temp');
  });
});

describe('A published migration', () => {
  it('is never edited: each has the SHA-256 that prisma/migrations/published.txt says', async () => {
    const published = await readFile(join(migrationsDir(), 'published.txt'), 'utf8');
    const lines = (await readMigrations(migrationsDir())).map(
      ({ name, sql }) => `${createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex')}  ${name}`,
    );
    expect(
      published
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('#')),
      'A change of the schema is a migration of its own (npm run db:migration -- <name>). A new one is added to the list when it is published.',
    ).toEqual(lines);
  });
});
