import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Connections, connect } from '@/lib/db/client';
import { ContractClient, type ContractConfig } from '@/lib/db/contract-client';
import { createTestDatabase } from '../../../harness/database';

let url: string;
let drop: () => Promise<void>;
const open: { end(): Promise<unknown> }[] = [];

beforeAll(async () => {
  ({ url, drop } = await createTestDatabase());
  const name = new URL(url).pathname.slice(1);
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query('create table public.kept (id int primary key, text text)');
  const hostile = {
    default_transaction_isolation: 'serializable',
    statement_timeout: '200ms',
    lock_timeout: '200ms',
    idle_in_transaction_session_timeout: '200ms',
    transaction_timeout: '200ms',
    timezone: 'Asia/Tokyo',
  };
  for (const [setting, value] of Object.entries(hostile))
    await admin.query(`alter database ${name} set ${setting} = '${value}'`);
  await admin.end();
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.end();
});
afterAll(() => drop());

async function client(config: ContractConfig = {}): Promise<ContractClient> {
  const made = new ContractClient({ connectionString: url, ...config });
  await made.connect();
  open.push(made);
  return made;
}

function pool(options: Partial<Parameters<typeof connect>[1]> = {}): Connections {
  const made = connect(url, { max: 1, name: 'test', ...options });
  open.push({ end: () => made.close() });
  return made;
}

const SEEN = `select current_setting('transaction_isolation') as isolation, current_setting('timezone') as zone`;
const AS_AGREED = { isolation: 'read committed', zone: 'UTC' };

describe.each([true, false])('a client (pipeline: %s)', (pipeline) => {
  test('knows a transaction behind a comment, as tracing tools write one', async () => {
    const one = await client({ pipeline });
    await one.query('/* traceparent */ BEGIN');
    expect((await one.query(SEEN)).rows).toEqual([AS_AGREED]);
    await one.query('insert into public.kept values (71, null)');
    await one.query('-- the end\n rollback');
    expect((await one.query('select from public.kept where id = 71')).rowCount).toBe(0);
  });

  test('keeps statements apart that are asked for at once', async () => {
    const one = await client({ pipeline });
    const asked = await Promise.allSettled([
      one.query('select 1 / 0'),
      one.query('insert into public.kept values (72, null)'),
      one.query(SEEN),
    ]);
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect((await one.query('delete from public.kept where id = 72')).rowCount).toBe(1);
  });

  test('gives each statement, and each transaction, what was agreed', async () => {
    const one = await client({ pipeline });
    expect((await one.query(SEEN)).rows).toEqual([AS_AGREED]);
    expect((await one.query({ name: 'seen', text: SEEN, values: [] })).rows).toEqual([AS_AGREED]);
    await one.query('begin');
    expect((await one.query(SEEN)).rows).toEqual([AS_AGREED]);
    await one.query('commit');
    await one.query('START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;');
    expect((await one.query(SEEN)).rows).toEqual([{ ...AS_AGREED, isolation: 'repeatable read' }]);
    await one.query('rollback');
    await one.query('begin');
    await one.query('savepoint here');
    await one.query('rollback to savepoint here');
    expect((await one.query(SEEN)).rows).toEqual([AS_AGREED]);
    await one.query('end');
  });

  test('sets nothing for the session', async () => {
    const one = await client({ pipeline });
    await one.query('select 1');
    // What is begun with a statement ends before this one in the same message: it sees the session's own.
    const results = (await one.query(`rollback; ${SEEN}`)) as unknown as pg.QueryResult[];
    expect(results.at(-1)?.rows).toEqual([{ isolation: 'serializable', zone: 'Asia/Tokyo' }]);
  });

  test('has answered only when all is committed, and takes back what failed', async () => {
    const one = await client({ pipeline });
    const other = await client();
    await one.query('insert into public.kept values (1, $1)', ['first']);
    expect((await other.query('select text from public.kept')).rows).toEqual([{ text: 'first' }]);
    await expect(one.query('insert into public.kept values (2, null), (1, null)')).rejects.toMatchObject({
      code: '23505',
    });
    expect(one.getTransactionStatus()).toBe('I');
    expect((await one.query('select count(*)::int as kept from public.kept')).rows).toEqual([{ kept: 1 }]);
    await one.query('truncate public.kept');
  });

  test('waits longer than the role, the database or the server says', async () => {
    const one = await client({ pipeline });
    await one.query('select pg_sleep(0.4)');
    await one.query('begin');
    await new Promise((resolve) => setTimeout(resolve, 400));
    await one.query('select pg_sleep(0.4)');
    await one.query('commit');
  });
});

test('statements at the same time on one client keep apart', async () => {
  const one = await client();
  const answers = await Promise.allSettled([1, 0, 2].map((n) => one.query('select 2 / $1::int as half', [n])));
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('a limit of our own is the server’s, too', async () => {
  const { pool: limited } = pool({ queryTimeoutMs: 300 });
  expect((await limited.query(`select current_setting('statement_timeout') as most`)).rows).toEqual([
    { most: '300ms' },
  ]);
});

test('ends at once, also while a statement hangs', async () => {
  const one = new ContractClient({ connectionString: url });
  await one.connect();
  const hanging = expect(one.query('select pg_sleep(20)')).rejects.toThrow('Connection terminated');
  const began = performance.now();
  await one.end();
  await hanging;
  expect(performance.now() - began).toBeLessThan(10_000);
});

test('a statement that takes too long fails, and the pool goes on', async () => {
  const { pool: limited } = pool({ queryTimeoutMs: 300 });
  await expect(limited.query('select pg_sleep(20)')).rejects.toThrow(/timeout/);
  expect((await limited.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('a connection that is given back within a transaction is closed, and the next one is whole', async () => {
  const { pool: single } = pool();
  const taken = await single.connect();
  await taken.query('begin');
  await expect(taken.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
  taken.release();
  expect((await single.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('Prisma’s transactions begin the same, whatever its statements are named', async () => {
  const { prisma } = pool({ ownSessions: () => true });
  for (const _ of [1, 2]) expect(await prisma.$transaction((tx) => tx.$queryRawUnsafe(SEEN))).toEqual([AS_AGREED]);
  const failing = prisma.$transaction((tx) => tx.$queryRawUnsafe('select 1 / 0'));
  await expect(failing).rejects.toThrow('22012');
  expect(await prisma.$queryRawUnsafe(SEEN)).toEqual([AS_AGREED]);
});
