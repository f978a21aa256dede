import type { Database } from '../db/client';
import { recordAudit } from '../people/audit/record-audit';
import type { Actor } from '../people/auth/roles';
import { enqueueEffect } from './enqueue-effect';

/**
 * Tries an effect again that failed, for a person who has mended what was wrong. One that is done, or waits for its
 * next try, stays as it is.
 */
export async function retryEffect(
  prisma: Database,
  key: string,
  actor: Actor,
): Promise<'queued' | 'not_failed' | 'not_found'> {
  return prisma.$transaction(async (tx) => {
    const { count } = await tx.effect.updateMany({
      where: { key, status: 'failed' },
      data: { status: 'pending', nextAttemptAt: null },
    });
    if (count === 0) return (await tx.effect.count({ where: { key } })) > 0 ? 'not_failed' : 'not_found';
    await enqueueEffect(tx, key);
    await recordAudit(tx, { actor, action: 'effect.retry', target: key });
    return 'queued';
  });
}
