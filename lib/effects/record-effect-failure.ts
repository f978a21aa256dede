import type { Database } from '../db/client';
import { messageOf } from '../kit/jobs/as-error';
import { type JobTry, nextTry } from '../kit/jobs/next-try';
import { log } from '../kit/log/log';
import { count } from '../kit/metrics/count';

/** A key starts with its kind: `receipt:ord_…`. */
export const effectKindOf = (key: string): string => key.split(':', 1)[0] ?? '';

/** Keeps a failed try of an effect that waits, and logs it. Throws where it cannot be kept. */
export async function recordEffectFailure(prisma: Database, key: string, error: Error, job: JobTry): Promise<void> {
  const message = messageOf(error);
  await prisma.effect.updateMany({
    where: { key, status: { in: ['pending', 'retrying'] } },
    data: {
      status: job.last ? 'failed' : 'retrying',
      attempts: { increment: 1 },
      lastError: message,
      nextAttemptAt: nextTry(job),
    },
  });
  count('hookwell_effects_total', { kind: effectKindOf(key), outcome: job.last ? 'failed' : 'retrying' });
  const next = job.last
    ? 'it waits for a person: try it again in the dashboard'
    : `next try at ${nextTry(job)?.toISOString()}`;
  log().error({ err: error, effect: key, attempt: job.attempt }, `${key} failed: ${message} (${next})`);
}
