import type { OrderDetail } from '@/lib/dashboard/orders/queries';

/**
 * An object of Stripe's that is a part of an order. `ownPage`: it has one, and is not told here as a whole. `share`: what of
 * a payment is this order's, where it pays several.
 */
export type OrderPart = {
  id: string;
  status: string | null;
  amount: bigint | null;
  currency: string | null;
  ownPage: boolean;
  share: bigint | null;
};

/** All parts of an order, each once: those with a row of their own, then what is only referred to. */
export function listParts(order: OrderDetail): OrderPart[] {
  const { currency } = order;
  const rows = [
    ...order.checkoutSessions.map((row) => ({ ...row, amount: row.amountTotal, ownPage: false })),
    ...order.invoices.map((row) => ({ ...row, amount: row.amountDue, ownPage: false })),
    ...order.paymentIntents.map((row) => ({ ...row, ownPage: false })),
    ...order.charges.map((row) => ({ ...row, ownPage: false })),
    ...order.reviews.map((row) => ({ ...row, status: statusOf(row), amount: null, currency, ownPage: false })),
    ...order.refunds.map((row) => ({ ...row, ownPage: true })),
    ...order.disputes.map((row) => ({ ...row, ownPage: true })),
  ];
  const parts = new Map<string, OrderPart>();
  for (const { id, status, amount, currency, ownPage } of rows)
    parts.set(id, { id, status, amount, currency, ownPage, share: shareOf(order, id, amount) });
  for (const id of [...order.refs.map(({ ref }) => ref), order.subscriptionId])
    if (id !== null && !parts.has(id))
      parts.set(id, { id, status: null, amount: null, currency, ownPage: id.startsWith('sub_'), share: null });
  return [...parts.values()];
}

const statusOf = ({ open, closedReason }: OrderDetail['reviews'][number]): string =>
  open ? 'open' : (closedReason ?? 'closed');

/** How much of a payment, refund or charge counts here; null where it is all of it, or says nothing of its own. */
function shareOf({ sharing, movements }: OrderDetail, id: string, amount: bigint | null): bigint | null {
  if (sharing.length === 0) return null;
  const moved = movements.filter(({ ref, kind }) => ref === id && (kind === 'received' || kind === 'refunded'));
  const share = moved.reduce((sum, movement) => sum + movement.amount, 0n);
  return moved.length === 0 || share === amount ? null : share;
}

/** The ids by which events speak of an order. */
export const idsOfOrder = (order: OrderDetail): string[] => [
  ...new Set([
    ...order.refs.map(({ ref }) => ref),
    ...[...order.refunds, ...order.disputes, ...order.reviews].map(({ id }) => id),
  ]),
];
