import type { Database, Transaction } from '../../db/client';
import type { EventStatus } from '../../db/generated/client';
import { MAX_ATTEMPTS, PROCESS_EVENT } from '../../kit/jobs/jobs';
import { recordAudit } from '../../people/audit/record-audit';
import type { Actor } from '../../people/auth/roles';
import { lockEvent } from './lock-event';

/** Enqueues an event's job anew, due at once; a job of it that waits is replaced, one that runs is followed. */
async function enqueueEvent(tx: Transaction, id: string, priority: number): Promise<void> {
  await tx.$queryRaw`
    select id::text from hookwell_worker.add_job(
      ${PROCESS_EVENT}, json_build_object('id', ${id}::text), max_attempts => ${MAX_ATTEMPTS}, job_key => ${`event:${id}`},
      priority => ${priority}::int)`;
}

/** `redacted`: its payload is gone, and nothing is left to apply. */
type Requeued = 'queued' | 'redacted' | 'not_found';

/** Sets a locked event back to `pending` and enqueues it. `priority`: a higher number lets more other jobs go first. */
export async function requeueLocked(tx: Transaction, id: string, priority = 0): Promise<Requeued> {
  // An erasure leaves of what failed as much as its handler needs: that can still be applied once.
  const replayable = {
    OR: [{ redactedAt: null }, { status: { in: ['failed', 'retrying', 'pending'] as EventStatus[] } }],
  };
  const { count } = await tx.webhookEvent.updateMany({
    where: { id, ...replayable },
    // Due from now on: an old event would else seem to have waited since it was received.
    data: { status: 'pending', nextAttemptAt: new Date() },
  });
  if (count === 0) return (await tx.webhookEvent.count({ where: { id } })) > 0 ? 'redacted' : 'not_found';
  await enqueueEvent(tx, id, priority);
  return 'queued';
}

/**
 * Applies a stored event again: projections merge, effects that are done are not repeated. An attempt that runs at
 * this moment is waited for. A person who asks for it is written down in the same transaction.
 */
export async function replayEvent(prisma: Database, id: string, actor?: Actor): Promise<Requeued> {
  return prisma.$transaction(async (tx) => {
    await lockEvent(tx, id);
    const outcome = await requeueLocked(tx, id);
    if (outcome === 'queued' && actor) await recordAudit(tx, { actor, action: 'event.replay', target: id });
    return outcome;
  });
}
