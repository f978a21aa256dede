import type { OrderDetail } from '@/lib/orders/queries';

/** An object of Stripe's that is a part of an order. `ownPage`: it has one, and is not told here as a whole. */
export type Part = {
  id: string;
  status: string | null;
  amount: bigint | null;
  currency: string | null;
  ownPage: boolean;
};

/** All parts of an order: those with a row of their own, then what is only referred to. */
export function listParts(order: OrderDetail): Part[] {
  const { currency } = order;
  const parts: Part[] = [
    ...order.checkoutSessions.map((row) => ({ ...row, amount: row.amountTotal, ownPage: false })),
    ...order.invoices.map((row) => ({ ...row, amount: row.amountDue, ownPage: false })),
    ...order.paymentIntents.map((row) => ({ ...row, ownPage: false })),
    ...order.charges.map((row) => ({ ...row, ownPage: false })),
    ...order.refunds.map((row) => ({ ...row, ownPage: true })),
    ...order.disputes.map((row) => ({ ...row, ownPage: true })),
  ].map(({ id, status, amount, currency, ownPage }) => ({ id, status, amount, currency, ownPage }));
  const known = new Set(parts.map(({ id }) => id));
  const named = [...order.refs.map(({ ref }) => ref), order.subscriptionId].filter(
    (id) => id !== null && !known.has(id),
  );
  return [
    ...parts,
    ...[...new Set(named as string[])].map((id) => ({
      id,
      status: null,
      amount: null,
      currency,
      ownPage: id.startsWith('sub_'),
    })),
  ];
}

/** The ids by which events speak of an order. */
export const idsOfOrder = (order: OrderDetail): string[] => [
  ...new Set(
    [
      ...order.refs,
      ...order.refunds.map(({ id }) => ({ ref: id })),
      ...order.disputes.map(({ id }) => ({ ref: id })),
    ].map(({ ref }) => ref),
  ),
];
