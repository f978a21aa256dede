import { expect, it, vi } from 'vitest';
import { holdTable } from '../../../harness/hold-table';
import { until, useInbox } from '../../../harness/inbox';
import { useProcesses } from '../../../harness/own-processes';
import { startReplayOf } from '../../../harness/start-replay';

vi.setConfig({ testTimeout: 120_000 });
const inbox = useInbox();
const { startWorker } = useProcesses();
const batchOf = (id: bigint) => inbox.prisma().replayBatch.findUniqueOrThrow({ where: { id } });

it('a bulk replay survives the worker that is killed in the middle of it: each event is applied once more, and counted once', async () => {
  const { id, ids } = await startReplayOf(120);
  const table = await holdTable(inbox.url(), 'payouts');
  const killed = await startWorker(inbox.url());
  await table.somebodyWaits();
  await killed.end('SIGKILL');
  await table.release();
  expect((await batchOf(id)).status).toBe('running');

  await startWorker(inbox.url());
  await until(async () => (await batchOf(id)).finishedAt !== null, 'the other worker', 90_000);
  expect(await batchOf(id)).toMatchObject({ status: 'done', total: 120, processed: 120 });
  expect(await inbox.prisma().payout.count()).toBe(120);
  const { webhookEvent, eventAttempt } = inbox.prisma();
  expect(await webhookEvent.count({ where: { id: { in: ids }, status: 'processed' } })).toBe(120);
  // What the killed one had in hand has one more, which says so.
  expect(await eventAttempt.count({ where: { eventId: { in: ids }, outcome: 'processed' } })).toBe(240);
});
