import type { EventContext } from '../db/event-context';
import type { Order } from '../db/generated/client';
import { type EffectRequest, requestEffect } from '../effects/request-effect';
import { computeOrder } from './compute-order';
import type { ResolvedOrder } from './resolve-order';

export type SettledOrder = { order: Order; wasPaid: boolean; fulfilment: EffectRequest | null; mergedFrom: string[] };

/** Paid in full or given back later: in all of these the goods were due once. */
const DUE = new Set(['paid', 'partially_refunded', 'refunded', 'disputed']);

/** Computes the order anew from its rows and, once it is paid, asks for its fulfilment: due once, whoever asks. */
export async function settleOrder(context: EventContext, resolved: ResolvedOrder): Promise<SettledOrder> {
  const { tx } = context;
  const before = await tx.order.findUniqueOrThrow({
    where: { id: resolved.id },
    include: { paymentIntents: true, checkoutSessions: true },
  });
  const { createdAt, metadata, ...facts } = computeOrder(before);
  const order = await tx.order.update({
    where: { id: resolved.id },
    data: { ...facts, metadata: metadata as object, createdAt: createdAt ?? before.createdAt },
  });
  const fulfilment = DUE.has(order.status) ? await requestEffect(context, 'fulfil', order) : null;
  return { order, wasPaid: before.paidAt !== null, fulfilment, mergedFrom: resolved.mergedFrom };
}
