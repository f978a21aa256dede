import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { buildEvent } from '@/lib/simulator/build';
import { startApp } from '../support/app';
import { until, useInbox } from '../support/inbox';
import { startScript, type TestProcess } from '../support/processes';
import { storeEvents } from '../support/store-event';

const inbox = useInbox();
const running: TestProcess[] = [];
afterEach(() => Promise.all(running.splice(0).map((child) => child.end('SIGKILL'))));

const startWorker = async () => {
  const worker = startScript('scripts/worker.ts', [], { DATABASE_URL: inbox.url() });
  running.push(worker);
  await worker.printed(/is ready/);
  return worker;
};
const statusOf = async (id: string) => (await inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id } })).status;

/** Holds a table, so that whoever writes to it stands still in the middle of its transaction. */
async function holdTable(table: string) {
  const client = new pg.Client({ connectionString: inbox.url() });
  await client.connect();
  await client.query(`begin; lock table ${table} in access exclusive mode`);
  return {
    async somebodyWaits() {
      await until(async () => {
        const { rows } = await client.query(
          `select 1 from pg_locks where relation = '${table}'::regclass and not granted`,
        );
        return rows.length > 0;
      }, `somebody who waits for ${table}`);
    },
    async release() {
      await client.query('commit');
      await client.end();
    },
  };
}

describe('a worker that is killed', () => {
  it('in the middle of a handler loses nothing and doubles nothing: another takes over within 30 s', async () => {
    const event = buildEvent('payment_intent.succeeded');
    const table = await holdTable('payment_intents');
    await storeEvents([event]);
    const killed = await startWorker();
    await table.somebodyWaits();
    await killed.end('SIGKILL');
    const since = Date.now();
    await table.release();
    expect(await statusOf(event.id)).toBe('pending');

    const other = await startWorker();
    await until(async () => (await statusOf(event.id)) === 'processed', 'the other worker');
    expect(Date.now() - since).toBeLessThan(30_000);
    expect(other.output()).toContain('Took over the jobs of 1 worker');
    await until(
      async () =>
        (await inbox.prisma().effect.findFirst({ where: { eventId: event.id, kind: 'fulfil' } }))?.status === 'done',
      'the fulfilment',
    );
    expect(await inbox.prisma().order.findMany({ where: { paymentIntentId: event.data.object.id } })).toHaveLength(1);
    expect(await inbox.prisma().eventAttempt.findMany({ where: { eventId: event.id } })).toMatchObject([
      { outcome: 'processed' },
    ]);
  });

  it('between the shop’s own fulfilment and its record leaves one effect, done once in the ledger', async () => {
    const event = buildEvent('payment_intent.succeeded');
    await storeEvents([event]);
    const effects = await holdTable('effects');
    const killed = await startWorker();
    await effects.somebodyWaits();
    await killed.end('SIGKILL');
    await effects.release();
    await startWorker();
    await until(
      async () =>
        (await inbox.prisma().effect.findFirst({ where: { eventId: event.id, kind: 'fulfil' } }))?.status === 'done',
      'the fulfilment',
    );
    expect(await inbox.prisma().effect.findMany({ where: { eventId: event.id, kind: 'fulfil' } })).toHaveLength(1);
  });
});

describe('SIGTERM', () => {
  it.each([
    ['a worker', startWorker],
    [
      'the app with its worker',
      async () => {
        const app = await startApp(inbox.url());
        running.push(app);
        return app;
      },
    ],
  ])('lets %s finish the jobs in hand and end cleanly', async (_, start) => {
    const event = buildEvent('payment_intent.succeeded');
    const table = await holdTable('payment_intents');
    await storeEvents([event]);
    const child = await start();
    await table.somebodyWaits();
    const ended = child.end('SIGTERM');
    await child.printed(/the jobs in hand/);
    expect(child.process.exitCode).toBeNull();
    await table.release();
    expect(await ended).toBe(0);
    expect(await statusOf(event.id)).toBe('processed');
    const { count } = (
      await inbox.prisma().$queryRaw<[{ count: number }]>`
      select count(*)::int from graphile_worker.jobs where locked_by is not null`
    )[0];
    expect(count).toBe(0);
    expect(await inbox.prisma().workerHeartbeat.count({ where: { pid: child.process.pid ?? 0 } })).toBe(0);
  });
});
