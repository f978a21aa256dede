import type { Database } from '../db/client';
import type { Order } from '../db/generated/client';
import { fulfilOrder } from '../fulfilment/fulfil-order';
import { type JobTry, nextTry } from '../jobs/job-try';
import { log } from '../log';
import { formatAmount } from '../money/format-amount';
import type { EffectKind } from './request-effect';

type Performer = (order: Order, options: { idempotencyKey: string }) => Promise<Record<string, string>>;

const PERFORMERS: Record<EffectKind, Performer> = { fulfil: fulfilOrder };

const name = (order: Order) =>
  `order ${order.id}${order.currency ? ` for ${formatAmount(order.amount, order.currency)}` : ''}`;

/**
 * Does one effect and records it in the same transaction, under a lock that a merge of its order waits for. A second
 * run sees the record and does nothing. A process killed between the call and the record lets go of the lock, and the
 * call is made again with the same key.
 */
export async function runEffect(prisma: Database, key: string, job: JobTry): Promise<void> {
  try {
    const order = await prisma.$transaction((tx) => perform(tx, key), { timeout: 120_000 });
    if (order) log().info({ effect: key, orderId: order.id }, `${name(order)} fulfilled`.replace(/^o/, 'O'));
  } catch (error) {
    await recordFailure(prisma, key, error as Error, job);
    if (!job.last) throw error;
  }
}

async function perform(tx: Parameters<Parameters<Database['$transaction']>[0]>[0], key: string): Promise<Order | null> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`effect:${key}`}, 0))::text`;
  const effect = await tx.effect.findUnique({ where: { key }, include: { order: true } });
  if (!effect?.order || effect.status === 'done' || effect.status === 'skipped') return null;
  await tx.$queryRaw`select set_config('hookwell.event_id', ${effect.eventId ?? ''}, true)`;
  const result = await PERFORMERS[effect.kind as EffectKind](effect.order, { idempotencyKey: key });
  // Order first, then effect: the handlers lock them in this order too.
  await tx.$executeRaw`update orders set fulfilled_at = coalesce(fulfilled_at, now()) where id = ${effect.order.id}`;
  await tx.effect.update({
    where: { key },
    data: {
      status: 'done',
      attempts: { increment: 1 },
      result,
      lastError: null,
      nextAttemptAt: null,
      completedAt: new Date(),
    },
  });
  return effect.order;
}

async function recordFailure(prisma: Database, key: string, error: Error, job: JobTry): Promise<void> {
  await prisma.effect.updateMany({
    where: { key, status: { in: ['pending', 'retrying'] } },
    data: {
      status: job.last ? 'failed' : 'retrying',
      attempts: { increment: 1 },
      lastError: error.message,
      nextAttemptAt: nextTry(job),
    },
  });
  log().error(
    { err: error, effect: key, attempt: job.attempt },
    `${key} failed (try ${job.attempt}): ${error.message}`,
  );
}
