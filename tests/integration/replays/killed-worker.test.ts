import { afterEach, expect, it, vi } from 'vitest';
import { startBatch } from '@/lib/replays/start-batch';
import { buildEvent } from '@/lib/simulator/build';
import { applyEvents } from '../../support/apply-events';
import { holdTable } from '../../support/hold-table';
import { until, useInbox } from '../../support/inbox';
import { startScript, type TestProcess } from '../../support/processes';

vi.setConfig({ testTimeout: 120_000 });
const inbox = useInbox();
const running: TestProcess[] = [];
afterEach(() => Promise.all(running.splice(0).map((child) => child.end('SIGKILL'))));

const startWorker = async () => {
  const worker = startScript('scripts/worker.ts', [], { DATABASE_URL: inbox.url() });
  running.push(worker);
  await worker.printed(/is ready/);
  return worker;
};

async function begin(count: number): Promise<{ id: bigint; ids: string[] }> {
  const events = Array.from({ length: count }, () => buildEvent('payout.paid'));
  await applyEvents(events);
  const ids = events.map(({ id }) => id);
  const started = await startBatch(
    inbox.prisma(),
    { kind: 'ids', livemode: false, ids },
    { id: null, name: 'Olga', role: 'operator' },
  );
  if (started.outcome !== 'started') throw new Error(started.outcome);
  return { id: started.id, ids };
}

const batchOf = (id: bigint) => inbox.prisma().replayBatch.findUniqueOrThrow({ where: { id } });

it('a bulk replay survives the worker that is killed in the middle of it: each event is applied once more, and counted once', async () => {
  const { id, ids } = await begin(120);
  const table = await holdTable(inbox.url(), 'payouts');
  const killed = await startWorker();
  await table.somebodyWaits();
  await killed.end('SIGKILL');
  await table.release();
  expect((await batchOf(id)).status).toBe('running');

  await startWorker();
  await until(async () => (await batchOf(id)).finishedAt !== null, 'the other worker');
  expect(await batchOf(id)).toMatchObject({ status: 'done', total: 120, processed: 120 });
  expect(await inbox.prisma().payout.count()).toBe(120);
  expect(
    await inbox.prisma().webhookEvent.count({ where: { id: { in: ids }, attempts: 2, status: 'processed' } }),
  ).toBe(120);
  expect(await inbox.prisma().eventAttempt.count({ where: { eventId: { in: ids } } })).toBe(240);
});
