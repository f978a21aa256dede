import { describe, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { startApp } from '../../harness/app';
import { holdTable } from '../../harness/hold-table';
import { until, useInbox } from '../../harness/inbox';
import { useProcesses } from '../../harness/own-processes';
import { storeEvents } from '../../harness/store-event';

const inbox = useInbox();
const { keep, startWorker } = useProcesses();
const statusOf = async (id: string) => (await inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id } })).status;

describe('a worker that is killed', () => {
  it('in the middle of a handler loses nothing and doubles nothing: another takes over', {
    timeout: 120_000,
  }, async () => {
    const event = buildEvent('payment_intent.succeeded');
    const table = await holdTable(inbox.url(), 'payment_intents');
    await storeEvents([event]);
    const killed = await startWorker(inbox.url());
    await table.somebodyWaits();
    await killed.end('SIGKILL');
    await table.release();
    expect(await statusOf(event.id)).toBe('pending');

    const other = await startWorker(inbox.url());
    await until(async () => (await statusOf(event.id)) === 'processed', 'the other worker', 90_000);
    expect(other.output()).toContain('Took over the jobs of 1 worker');
    await until(
      async () =>
        (await inbox.prisma().effect.findFirst({ where: { eventId: event.id, kind: 'fulfil' } }))?.status === 'done',
      'the fulfilment',
    );
    expect(await inbox.prisma().order.findMany({ where: { paymentIntentId: event.data.object.id } })).toHaveLength(1);
    expect(
      await inbox.prisma().eventAttempt.findMany({ where: { eventId: event.id }, orderBy: { id: 'asc' } }),
    ).toMatchObject([
      { outcome: 'failed', error: expect.stringContaining('The worker died during this attempt') },
      { outcome: 'processed' },
    ]);
  });

  it('between the shop’s own fulfilment and its record leaves one effect, done once in the ledger', async () => {
    const event = buildEvent('payment_intent.succeeded');
    await storeEvents([event]);
    const effects = await holdTable(inbox.url(), 'effects');
    const killed = await startWorker(inbox.url());
    await effects.somebodyWaits();
    await killed.end('SIGKILL');
    await effects.release();
    await startWorker(inbox.url());
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
    ['a worker', () => startWorker(inbox.url())],
    ['the app with its worker', async () => keep(await startApp(inbox.url()))],
  ])('lets %s finish the jobs in hand and end cleanly', async (_, start) => {
    const event = buildEvent('payment_intent.succeeded');
    const table = await holdTable(inbox.url(), 'payment_intents');
    await storeEvents([event]);
    const child = await start();
    await table.somebodyWaits();
    const ended = child.end('SIGTERM');
    await child.printed(/the jobs in hand/);
    expect(child.process.exitCode).toBeNull();
    await table.release();
    expect(await ended).toBe(0);
    expect(await statusOf(event.id)).toBe('processed');
    // Of its own job: what a worker killed in another test held is still locked.
    const left = await inbox.prisma()
      .$queryRaw`select key from hookwell_worker.jobs where key = ${`event:${event.id}`}`;
    expect(left).toEqual([]);
    expect(await inbox.prisma().workerHeartbeat.count({ where: { pid: child.process.pid ?? 0 } })).toBe(0);
  });
});
