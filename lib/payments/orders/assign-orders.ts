import type { Order } from '../../db/generated/client';
import type { PurchaseGroup } from './group-purchase';
import type { StoredPurchase } from './purchase-rows';

/** A group and the order that it is. `created`: a new one has to be made. `mergedFrom`: orders that it takes in. */
export type Assignment = {
  group: PurchaseGroup;
  orderId: string;
  created: boolean;
  mergedFrom: string[];
  refs: Set<string>;
};

const ownRefs = ({ invoiceId, payments, sessionIds }: PurchaseGroup): string[] => [
  ...(invoiceId === null ? [] : [invoiceId]),
  ...payments.flatMap(({ ids }) => ids),
  ...sessionIds,
];

/**
 * Decides which order each group is: of those that share an id with it one that something was asked for already, because
 * the shop knows that one, else the oldest. An order that is another invoice's is not taken. What is left over is taken in
 * by the group that it shares an id with.
 */
export function assignOrders(stored: StoredPurchase, groups: PurchaseGroup[], newId: () => string): Assignment[] {
  const refsOf = new Map(stored.orders.map(({ id }) => [id, new Set<string>()]));
  for (const [ref, orderId] of stored.refs) refsOf.get(orderId)?.add(ref);
  const invoiceIds = new Set(groups.map(({ invoiceId }) => invoiceId));
  const asked = new Set(stored.effects.map(({ orderId }) => orderId));
  const free = new Set(stored.orders);
  const shares = ({ id }: Order, refs: Set<string>) => [...(refsOf.get(id) ?? [])].some((ref) => refs.has(ref));

  const assigned = groups.map((group): Assignment => {
    const refs = new Set(ownRefs(group));
    const candidates = [...free].filter(
      (order) =>
        shares(order, refs) &&
        (order.invoiceId === null || order.invoiceId === group.invoiceId || !invoiceIds.has(order.invoiceId)),
    );
    const chosen = candidates.find(({ id }) => asked.has(id)) ?? candidates[0];
    if (chosen) free.delete(chosen);
    return { group, orderId: chosen?.id ?? newId(), created: !chosen, mergedFrom: [], refs };
  });
  for (const order of free) {
    const into = assigned.find(({ refs }) => shares(order, refs)) ?? assigned[0];
    into?.mergedFrom.push(order.id);
  }
  // An id that no row explains (a cut reference, a charge that has not told) stays with the order that it had.
  const explained = new Set(assigned.flatMap(({ refs }) => [...refs]));
  for (const [ref, orderId] of stored.refs) {
    if (explained.has(ref)) continue;
    assigned.find((one) => one.orderId === orderId || one.mergedFrom.includes(orderId))?.refs.add(ref);
  }
  return assigned;
}
