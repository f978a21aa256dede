import type { EventContext } from '../db/event-context';
import { mergeOrders } from './merge-orders';
import { newOrderId } from './order-refs';

export type ResolvedOrder = { id: string; created: boolean; mergedFrom: string[] };

/**
 * The one order of a purchase, whatever Stripe told it through: finds it by any of its refs (pi_, cs_, ch_, in_),
 * makes it where there is none, and joins several into the oldest. Until the transaction ends, no other event of
 * this purchase gets further than this. `startedAt` is when Stripe made the object that the event is about. `payment`: a
 * PaymentIntent whose invoice the object does not name, and which Stripe may have been asked for (find-invoice.ts).
 */
export async function resolveOrder(
  { tx, event }: EventContext,
  refs: string[],
  startedAt: Date,
  payment: string | null = null,
): Promise<ResolvedOrder> {
  const { account, livemode } = event;
  const newId = newOrderId();
  // Locks, looks, makes and attaches in one round trip: prisma/migrations/*_resolve_order_in_one_call.
  const [row] = await tx.$queryRaw<{ known: string[] | null }[]>`
    select resolve_order(${account}, ${livemode}, ${refs}::text[], ${payment}, ${startedAt}, ${newId}) as known`;
  const [survivor, ...mergedFrom] = row?.known ?? [];
  if (survivor === undefined) return { id: newId, created: true, mergedFrom: [] };
  if (mergedFrom.length > 0) await mergeOrders(tx, survivor, mergedFrom);
  return { id: survivor, created: false, mergedFrom };
}
