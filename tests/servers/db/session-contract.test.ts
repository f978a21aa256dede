import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { migrateDatabase } from '@/lib/db/migrate';
import { createBareDatabase } from '../../../harness/database';
import { whyMissing } from '../../../harness/server/debian';
import { startPgBouncer } from '../../../harness/server/pgbouncer';
import { startPostgres15 } from '../../../harness/server/postgres-15';
import { wholeStory } from '../../../harness/whole-story';

/** What changes a result, cuts a statement off, or lets it wait for nobody, where it counts. */
const HOSTILE = {
  timezone: 'Asia/Tokyo',
  datestyle: 'SQL, DMY',
  intervalstyle: 'sql_standard',
  default_transaction_isolation: 'serializable',
  standard_conforming_strings: 'off',
  bytea_output: 'escape',
  extra_float_digits: '-15',
  array_nulls: 'off',
  transform_null_equals: 'on',
  row_security: 'off',
  search_path: 'nowhere',
  statement_timeout: '300ms',
  lock_timeout: '10ms',
  idle_in_transaction_session_timeout: '300ms',
};

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function on(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}

async function bare(): Promise<string> {
  const { url, drop } = await createBareDatabase();
  opened.push(drop);
  return url;
}

/** The same database as a role of its own, and what the role, there, is called. */
async function asRole(url: string): Promise<{ url: string; role: string }> {
  const role = `hookwell_role_${randomBytes(4).toString('hex')}`;
  await on(url, `create role ${role} superuser login password 'secret'`);
  opened.push(() => on(url, `drop owned by ${role}`, `drop role ${role}`));
  const own = new URL(url);
  own.username = role;
  own.password = 'secret';
  return { url: own.href, role };
}

const databaseOf = (url: string) => new URL(url).pathname.slice(1);
const literal = (value: string) => `'${value}'`;
const settings = (of: string, to: Record<string, string>) =>
  Object.entries(to).map(
    ([name, value]) => `alter ${of} set ${name} = ${name === 'search_path' ? value : literal(value)}`,
  );

/** Tables of the same names, and functions in the place of PostgreSQL's own, where the role looks first. */
const decoys = (schema: string) => [
  `create schema ${schema}`,
  `do $$ declare t text; begin
     for t in select relname from pg_class where relnamespace = 'hookwell'::regnamespace and relkind = 'r' loop
       execute format('create table ${schema}.%I (like hookwell.%I including all)', t, t);
     end loop; end $$`,
  `create function ${schema}.now() returns timestamptz language sql as 'select timestamptz ''1999-01-01'''`,
  `create function ${schema}.lower(text) returns text language sql as 'select ''decoy'''`,
];

describe('the same story makes the same rows', () => {
  let expected: string;
  beforeAll(async () => {
    const { url, drop } = await createBareDatabase();
    await migrateDatabase(url);
    expected = await wholeStory(url);
    expect(JSON.parse(expected)).toMatchObject({ findings: [], money: expect.any(Array) });
    await drop();
  });

  test('with settings of the database, from the first migration on', async () => {
    const url = await bare();
    await on(url, ...settings(`database ${databaseOf(url)}`, { ...HOSTILE, transaction_timeout: '300ms' }));
    await migrateDatabase(url);
    expect(await wholeStory(url)).toBe(expected);
  });

  test('with settings of the role, and a schema of its name that shadows tables and functions', async () => {
    const { url, role } = await asRole(await bare());
    await migrateDatabase(url);
    await on(
      url,
      ...decoys(role),
      ...settings(`role ${role}`, { ...HOSTILE, search_path: `"$user", pg_catalog, public` }),
    );
    expect(await wholeStory(url)).toBe(expected);
  });

  test(`with settings of the server, PostgreSQL 15${whyMissing('postgres15')}`, {
    skip: !!whyMissing('postgres15'),
  }, async () => {
    const server = await startPostgres15({ settings: HOSTILE });
    opened.push(server.stop);
    await migrateDatabase(server.url);
    expect(await wholeStory(server.url)).toBe(expected);
  });

  test.each(['transaction', 'session'] as const)(
    `with what another client leaks through PgBouncer in %s mode${whyMissing('pgbouncer')}`,
    { skip: !!whyMissing('pgbouncer') },
    async (mode) => {
      const url = await bare();
      await migrateDatabase(url);
      const bouncer = await startPgBouncer(url, {
        mode,
        poolSize: mode === 'session' ? 60 : 4,
        settings: { server_reset_query: '' },
      });
      opened.push(bouncer.stop);
      await leak(bouncer.url(), 4);
      expect(await wholeStory(bouncer.url())).toBe(expected);
    },
  );
});

/** Sets all of it for the session, on as many connections of the server as the pooler may open, and goes. */
async function leak(url: string, connections: number): Promise<void> {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }));
  // Each within a transaction that is open until all have one, so that none gets the same connection.
  for (const client of clients) {
    await client.connect();
    await client.query('begin');
    for (const [name, value] of Object.entries(HOSTILE))
      if (!/timeout/.test(name)) await client.query(`set ${name} = ${literal(value)}`);
  }
  for (const client of clients) await client.query('commit');
  for (const client of clients) await client.end();
}
