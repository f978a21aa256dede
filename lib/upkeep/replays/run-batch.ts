import { setTimeout as delay } from 'node:timers/promises';
import type { Database, Transaction } from '../../db/client';
import { tryLockEvent } from '../../inbox/store/lock-event';
import { requeueLocked } from '../../inbox/store/replay-event';
import { REPLAYED_PRIORITY } from '../../kit/jobs/jobs';
import { enqueueBatch } from './enqueue-batch';
import { settleItems } from './settle-items';

/** Events of one batch that are in the queue at a time: few enough that a cancel is felt at once. */
export const IN_HAND = 50;

/** How long the job looks for a change before it gives its slot back. An event takes some 10 ms. */
const PATIENCE_MS = 400;

type Counts = { waiting: number; queued: number; retrying: number };

/**
 * One step of a batch: writes down what came of the events that were enqueued, enqueues the next ones, and itself behind
 * them. Every write says which state it found, so that a step that is killed, or runs twice, repeats nothing.
 */
export async function runBatch(prisma: Database, id: bigint): Promise<void> {
  const batch = await prisma.replayBatch.findUnique({ where: { id } });
  if (!batch || batch.finishedAt) return;
  const settled = await settleItems(prisma, id);
  const before = await countOpen(prisma, id);
  const enqueued = await enqueueNext(prisma, id, IN_HAND - before.queued);
  const after = await countOpen(prisma, id);
  if (after.waiting + after.queued + after.retrying === 0) return finish(prisma, id);
  const moved = settled > 0 || enqueued > 0 || (await settlesSoon(prisma, id, after));
  const onlyRetries = after.waiting + after.queued === 0;
  await prisma.$transaction((tx) => enqueueBatch(tx, id, onlyRetries ? 5 : moved ? 0 : 1));
}

/**
 * Nobody has worked on what is enqueued since the last look: it runs in this moment, in another slot or worker. A short
 * wait is better than a step for nothing, and lets a serverless invocation, which takes no job of the future, go on.
 */
async function settlesSoon(prisma: Database, id: bigint, { queued }: Counts): Promise<boolean> {
  if (queued === 0) return false;
  for (let waited = 0; waited < PATIENCE_MS; waited += 50) {
    await delay(50);
    if ((await settleItems(prisma, id)) > 0) return true;
  }
  return false;
}

async function countOpen(prisma: Database, id: bigint): Promise<Counts> {
  const [row] = await prisma.$queryRaw<[Counts]>`
    select
      (select count(*)::int from (select from hookwell.replay_batch_items where batch_id = ${id} and state = 'waiting' limit 1) w) as waiting,
      (select count(*)::int from hookwell.replay_batch_items where batch_id = ${id} and state = 'queued') as queued,
      (select count(*)::int from (select from hookwell.replay_batch_items where batch_id = ${id} and state = 'retrying' limit 1) r) as retrying`;
  return row;
}

/** Enqueues the next events, in their order. One that is worked on at this moment keeps its turn for the next step. */
async function enqueueNext(prisma: Database, id: bigint, room: number): Promise<number> {
  if (room <= 0) return 0;
  const items = await prisma.replayBatchItem.findMany({
    where: { batchId: id, state: 'waiting' },
    orderBy: { position: 'asc' },
    take: room,
    select: { position: true, eventId: true },
  });
  let enqueued = 0;
  for (const { position, eventId } of items) {
    const done = await prisma.$transaction(async (tx) => {
      if (!(await tryLockEvent(tx, eventId))) return false;
      const where = { batchId: id, position, state: 'waiting' as const };
      const { count } = await tx.replayBatchItem.updateMany({ where, data: { state: 'queued' } });
      // Canceled meanwhile. What is not there any more is found so by the next look.
      if (count > 0 && (await requeueLocked(tx, eventId, REPLAYED_PRIORITY)) === 'redacted')
        await giveUp(tx, id, position);
      return count > 0;
    });
    if (done) enqueued += 1;
  }
  return enqueued;
}

/** Its payload was redacted since the batch began: there is nothing left to replay. */
async function giveUp(tx: Transaction, id: bigint, position: number): Promise<void> {
  const error = 'Its payload was redacted meanwhile: nothing is left to replay.';
  await tx.replayBatchItem.update({
    where: { batchId_position: { batchId: id, position } },
    data: { state: 'gone', error, finishedAt: new Date() },
  });
  await tx.replayBatch.update({ where: { id }, data: { gone: { increment: 1 } } });
}

async function finish(prisma: Database, id: bigint): Promise<void> {
  const finishedAt = new Date();
  await prisma.replayBatch.updateMany({ where: { id, status: 'running' }, data: { status: 'done', finishedAt } });
  await prisma.replayBatch.updateMany({ where: { id, finishedAt: null }, data: { finishedAt } });
}
