import type { Database } from '../../db/client';
import { recordAudit } from '../../people/audit/record-audit';
import type { Actor } from '../../people/auth/roles';
import { enqueueBatch } from './enqueue-batch';

/** Stops a batch: what waits is not replayed. Events that are in the queue already are finished; their results still come. */
export async function cancelBatch(prisma: Database, id: bigint, actor: Actor): Promise<'canceled' | 'not_running'> {
  return prisma.$transaction(async (tx) => {
    const { count } = await tx.replayBatch.updateMany({
      where: { id, status: 'running' },
      data: { status: 'canceled' },
    });
    if (count === 0) return 'not_running';
    const left = await tx.replayBatchItem.updateMany({
      where: { batchId: id, state: 'waiting' },
      data: { state: 'canceled', finishedAt: new Date() },
    });
    await tx.replayBatch.update({ where: { id }, data: { canceled: { increment: left.count } } });
    await enqueueBatch(tx, id);
    await recordAudit(tx, { actor, action: 'event.replay_cancel', target: String(id), detail: { left: left.count } });
    return 'canceled';
  });
}
