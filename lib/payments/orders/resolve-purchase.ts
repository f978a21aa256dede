import type { EventContext } from '../../db/event-context';

/**
 * What tells a purchase. `refs`: any of its pi_, cs_, ch_, in_, the object's own first. `startedAt`: when Stripe made the
 * object that the event is about. `payment`: a PaymentIntent whose invoice the object does not name, and which Stripe may
 * have been asked for (find-invoice.ts). `reference`: what a payment says of itself, which may be cut.
 */
export type PurchaseKey = { refs: string[]; startedAt: Date; payment?: string | null; reference?: string | null };

/** What `resolve_purchase` takes: it locks, looks, makes and attaches. */
export const resolveValues = ({ event }: EventContext, purchase: PurchaseKey, newId: string) =>
  [
    event.account,
    event.livemode,
    purchase.refs,
    purchase.payment ?? null,
    purchase.reference ?? null,
    purchase.startedAt,
    newId,
  ] as const;

/** The call of it, with its seven parameters behind the first `before`. */
export function resolveCall(before: number): string {
  const types = ['text', 'boolean', 'text[]', 'text', 'text', 'timestamptz', 'text'];
  return `hookwell.resolve_purchase(${types.map((type, nth) => `$${before + nth + 1}::${type}`).join(', ')})`;
}
