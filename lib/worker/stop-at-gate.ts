import type { Database } from '../db/client';
import type { Order } from '../db/generated/client';
import type { EffectKind } from '../effects/effect-kind';
import { enqueueEffect } from '../effects/enqueue-effect';
import { lockOrder } from '../payments/gate/reconsider-order';
import { holdTitle } from '../payments/gate/tell-hold';

const PASSES_THE_GATE: string[] = ['fulfil', 'receipt'] satisfies EffectKind[];

type AtGate = Pick<Order, 'holdCode' | 'paidAt' | 'fulfilledAt' | 'decision'>;

/**
 * What came between asking for an effect and doing it: the code of what holds the order since, or that it is not paid any
 * more. Null: it is done. A receipt whose goods are handed out already is due, whatever came then.
 */
export function stoppedBy(kind: string, { holdCode, paidAt, fulfilledAt, decision }: AtGate): string | null {
  if (!PASSES_THE_GATE.includes(kind) || decision === 'release') return null;
  if (kind === 'receipt' && fulfilledAt) return null;
  return holdCode ?? (paidAt ? null : 'not_paid');
}

/**
 * Leaves an effect out that the gate stopped, to be asked for again once nothing stands against it. Under the purchase's
 * lock, because what lifts the hold at this moment takes the effect for one that is still to be done: then it is.
 */
export async function leaveOut(prisma: Database, key: string): Promise<string> {
  return prisma.$transaction(async (tx) => {
    const effect = await tx.effect.findUnique({ where: { key }, select: { orderId: true, kind: true } });
    if (effect?.orderId) await lockOrder(tx, effect.orderId);
    const now = await tx.effect.findUnique({ where: { key }, include: { order: true } });
    const code = now?.order && stoppedBy(now.kind, now.order);
    if (!code) {
      await enqueueEffect(tx, key);
      return `${key} goes on`;
    }
    await tx.effect.updateMany({
      where: { key, status: { in: ['pending', 'retrying'] } },
      data: { status: 'skipped', result: { reason: code }, completedAt: new Date(), nextAttemptAt: null },
    });
    return `${key} is not done: ${holdTitle(code)}`;
  });
}
