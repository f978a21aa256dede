import type { Transaction } from '../db/client';
import type { EventContext } from '../db/event-context';
import { mergeOrders } from './merge-orders';
import { newOrderId } from './order-refs';

/**
 * What tells a purchase. `refs`: any of its pi_, cs_, ch_, in_. `startedAt`: when Stripe made the object that the event is
 * about. `payment`: a PaymentIntent whose invoice the object does not name, and which Stripe may have been asked for
 * (find-invoice.ts).
 */
export type Purchase = { refs: string[]; startedAt: Date; payment?: string | null };

export type ResolvedOrder = { id: string; created: boolean; mergedFrom: string[] };

/**
 * The one order of a purchase, whatever Stripe told it through: finds it by any of its refs, makes it where there is none,
 * and joins several into the oldest. Until the transaction ends, no other event of this purchase gets further than this.
 */
export async function resolveOrder(context: EventContext, purchase: Purchase): Promise<ResolvedOrder> {
  const newId = newOrderId();
  const [row] = await context.tx.$queryRawUnsafe<[{ known: string[] | null }]>(
    'select resolve_order($1, $2, $3::text[], $4, $5::timestamptz, $6) as known',
    ...resolveValues(context, purchase, newId),
  );
  return joinResolved(context.tx, row.known, newId);
}

/** What `resolve_order` takes: it locks, looks, makes and attaches. See prisma/migrations/*_begin_event_in_one_call. */
export const resolveValues = ({ event }: EventContext, { refs, startedAt, payment }: Purchase, newId: string) =>
  [event.account, event.livemode, refs, payment ?? null, startedAt, newId] as const;

/** What became of it: `known` are the orders that were there, the oldest first, and are one from here on. */
export async function joinResolved(tx: Transaction, known: string[] | null, newId: string): Promise<ResolvedOrder> {
  const [survivor, ...mergedFrom] = known ?? [];
  if (survivor === undefined) return { id: newId, created: true, mergedFrom: [] };
  if (mergedFrom.length > 0) await mergeOrders(tx, survivor, mergedFrom);
  return { id: survivor, created: false, mergedFrom };
}
