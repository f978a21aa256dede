import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { closeConnections, connections } from '@/lib/db/client';
import { type Between, lookBetween } from '@/lib/db/look-between';
import { migrateDatabase } from '@/lib/db/migrate';
import { buildScenario } from '@/lib/dev/simulator/build';
import { resetEnv } from '@/lib/kit/env';
import { rebuild } from '@/lib/ops/rebuild/rebuild';
import { startWorker } from '@/lib/worker/start-worker';
import { createBareDatabase, createTestDatabase } from '../../../harness/database';
import { settled } from '../../../harness/inbox';
import { whyMissing } from '../../../harness/server/debian';
import { type PgBouncer, startPgBouncer } from '../../../harness/server/pgbouncer';
import { storeEvents } from '../../../harness/store-event';
import { until } from '../../../harness/until';

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await closeConnections();
  for (const close of opened.splice(0).reverse()) await close();
});

async function database(make = createTestDatabase): Promise<string> {
  const { url, drop } = await make();
  opened.push(drop);
  return url;
}

async function bouncer(url: string, options: Parameters<typeof startPgBouncer>[1]): Promise<PgBouncer> {
  const started = await startPgBouncer(url, options);
  opened.push(started.stop);
  return started;
}

/** Runs `work` on as many connections at once, each in a transaction, so that no two share one of the server's. */
async function onEach<T>(url: string, count: number, sql: string): Promise<T[]> {
  const clients = Array.from({ length: count }, () => new pg.Client({ connectionString: url }));
  const rows: T[] = [];
  for (const client of clients) {
    await client.connect();
    await client.query('begin');
    rows.push(...((await client.query(sql)).rows as T[]));
  }
  for (const client of clients) await client.end();
  return rows;
}

/** What a session would leave behind for whoever gets its connection next. */
const LEFT = `
select (select count(*)::int from pg_prepared_statements) as prepared, (select count(*)::int from pg_listening_channels()) as channels,
  (select count(*)::int from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())) as locks,
  -- The pooler itself passes the client's name on.
  (select count(*)::int from pg_settings where source = 'session' and name <> 'application_name') as settings`;

const missing = whyMissing('pgbouncer');

describe.skipIf(missing)(`what stands between${missing}`, () => {
  test('is nothing on the way to the server itself', async () => {
    expect(await lookBetween(await database(createBareDatabase))).toBe('nothing');
  });

  test.each<[Between, number]>([
    ['session', 20],
    ['session', 1],
    ['transaction', 20],
    ['transaction', 1],
    ['statement', 20],
  ])('is seen: %s mode, %d connections', async (mode, poolSize) => {
    const url = await database(createBareDatabase);
    const pooler = await bouncer(url, {
      mode: mode as Exclude<Between, 'nothing'>,
      poolSize,
      settings: { query_wait_timeout: 1 },
    });
    expect(await lookBetween(pooler.url())).toBe(mode);
  });

  test('is seen while others keep the pooler busy', async () => {
    const url = await database(createBareDatabase);
    const pooler = await bouncer(url, { mode: 'transaction', poolSize: 10 });
    const busy = new pg.Pool({ connectionString: pooler.url(), max: 20 });
    let over = false;
    const work = Array.from({ length: 20 }, async () => {
      while (!over) await busy.query('select pg_sleep(0.002)');
    });
    for (let look = 0; look < 5; look += 1) expect(await lookBetween(pooler.url())).toBe('transaction');
    over = true;
    await Promise.all(work);
    await busy.end();
  });
});

describe.skipIf(missing)(`migrations${missing}`, () => {
  test.each(['transaction', 'statement'] as const)('say what to set in %s mode, and leave nothing', async (mode) => {
    const url = await database(createBareDatabase);
    const pooler = await bouncer(url, { mode });
    await expect(migrateDatabase(pooler.url())).rejects.toThrow(/pooler in \w+ mode.* Set DIRECT_DATABASE_URL/);
    expect(await onEach(url, 1, LEFT)).toMatchObject([{ locks: 0 }]);
    expect((await migrateDatabase(url)).applied.length).toBeGreaterThan(0);
  });

  test('have nothing to do in transaction mode where all is applied', async () => {
    const pooler = await bouncer(await database(), { mode: 'transaction', poolSize: 2 });
    expect(await migrateDatabase(pooler.url())).toEqual({ applied: [] });
    expect(await onEach(pooler.url(), 2, LEFT)).toEqual(
      Array(2).fill({ prepared: 0, channels: 0, locks: 0, settings: 0 }),
    );
  });

  test('work in session mode', async () => {
    const pooler = await bouncer(await database(createBareDatabase), { mode: 'session' });
    expect((await migrateDatabase(pooler.url())).applied.length).toBeGreaterThan(0);
    expect(await onEach(pooler.url(), 1, LEFT)).toMatchObject([{ locks: 0, settings: 0 }]);
  });

  test('a rebuild says what to set, too', async () => {
    const pooler = await bouncer(await database(), { mode: 'transaction' });
    await expect(rebuild(pooler.url())).rejects.toThrow(/Rebuilding .* Set DIRECT_DATABASE_URL/);
  });
});

describe.skipIf(missing)(`a worker${missing}`, () => {
  async function inbox(url: string): Promise<void> {
    await closeConnections();
    Object.assign(process.env, { DATABASE_URL: url, LOG_LEVEL: 'silent' });
    resetEnv();
  }

  test.each([2, 3, 5, 20])(
    'applies all behind transaction mode with %d connections, and leaves nothing',
    async (poolSize) => {
      const pooler = await bouncer(await database(), { mode: 'transaction', poolSize });
      await inbox(pooler.url());
      const worker = startWorker({ url: pooler.url(), mode: 'process' });
      try {
        for (let round = 0; round < 3; round += 1) {
          // Also what comes when it has been idle, and nobody tells it.
          const stories = Array.from({ length: 4 }, (_, at) => buildScenario('purchase', { seed: `${round} ${at}` }));
          await storeEvents(stories.flat());
          await settled(connections().prisma);
        }
        const { rows } = await connections().pool.query(
          'select count(*)::int as failed from hookwell.event_attempts where outcome = $1::text::hookwell.attempt_outcome',
          ['failed'],
        );
        expect(rows).toEqual([{ failed: 0 }]);
      } finally {
        await worker.stop();
      }
      await closeConnections();
      const left = await onEach<{ prepared: number; channels: number; locks: number; settings: number }>(
        pooler.url(),
        poolSize,
        LEFT,
      );
      for (const each of left) expect(each).toMatchObject({ channels: 0, locks: 0, settings: 0 });
    },
  );

  test.each(['nothing', 'session', 'transaction'] as const)(
    'prepares statements only in sessions of its own: %s',
    async (mode) => {
      const url = await database();
      const through = mode === 'nothing' ? url : (await bouncer(url, { mode, poolSize: 40 })).url();
      await inbox(through);
      // Each session sees only its own, so it is asked within the worker's.
      await connections().pool.query(`
      create table public.seen (statements bigint);
      create function public.note_statements() returns trigger language plpgsql as $$
      begin insert into public.seen select count(*) from pg_prepared_statements where name like 'hookwell-%'; return null; end $$;
      create trigger note_statements after insert on hookwell.event_attempts for each statement execute function public.note_statements()`);
      const worker = startWorker({ url: through, mode: 'process' });
      try {
        await storeEvents(Array.from({ length: 4 }, (_, at) => buildScenario('purchase', { seed: `${at}` })).flat());
        await settled(connections().prisma);
      } finally {
        await worker.stop();
      }
      const { rows } = await connections().pool.query('select max(statements)::int as most from public.seen');
      if (mode === 'transaction') expect(rows).toEqual([{ most: 0 }]);
      else expect(rows[0]?.most).toBeGreaterThan(0);
    },
  );

  test('goes on without what it prepared where a pooler keeps it for somebody else', async () => {
    const settings = { server_reset_query: '' };
    const pooler = await bouncer(await database(), { mode: 'session', poolSize: 40, settings });
    await inbox(pooler.url());
    for (const seed of ['first', 'second']) {
      const worker = startWorker({ url: pooler.url(), mode: 'process' });
      try {
        await storeEvents(
          Array.from({ length: 4 }, (_, at) => buildScenario('purchase', { seed: `${seed} ${at}` })).flat(),
        );
        await until(async () => {
          const { rows } = await connections().pool.query(
            `select from hookwell.webhook_events where status in ('pending', 'retrying') limit 1`,
          );
          return rows.length === 0;
        }, 'all events to be applied');
      } finally {
        await worker.stop();
      }
    }
  });
});
