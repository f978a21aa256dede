import type { Database, Transaction } from '../db/client';
import { MAX_ATTEMPTS, PROCESS_EVENT } from '../jobs/jobs';
import { lockEvent } from './lock-event';

/** Enqueues an event's job anew, due at once; a job of it that waits is replaced, one that runs is followed. */
async function enqueueEvent(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`
    select id::text from graphile_worker.add_job(
      ${PROCESS_EVENT}, json_build_object('id', ${id}::text), max_attempts => ${MAX_ATTEMPTS}, job_key => ${`event:${id}`})`;
}

/**
 * Applies a stored event again: projections merge, effects that are done are not repeated. An attempt that runs at
 * this moment is waited for.
 */
export async function replayEvent(prisma: Database, id: string): Promise<'queued' | 'not_found'> {
  return prisma.$transaction(async (tx) => {
    await lockEvent(tx, id);
    const { count } = await tx.webhookEvent.updateMany({
      where: { id },
      data: { status: 'pending', nextAttemptAt: null },
    });
    if (count === 0) return 'not_found';
    await enqueueEvent(tx, id);
    return 'queued';
  });
}
