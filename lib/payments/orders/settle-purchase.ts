import type { Upserted } from '../../db/upsert-statement';
import { assignOrders } from './assign-orders';
import { groupPurchase } from './group-purchase';
import { newOrderId } from './order-refs';
import { readPurchaseRows, type StoredPurchase } from './purchase-rows';
import { changesNothing, planRegroup, regroup } from './regroup';
import { type SettleContext, type SettledOrder, settleOrder } from './settle-order';

/** What an event has touched: the refs that it names, the order that was made for it, and whether its object changed. */
export type Touched = { refs: string[]; made: string | null; written: Upserted };

/**
 * Brings everything that hangs together to what its rows say: which orders there are and what belongs to each, then every
 * order by itself. Returns the order that the refs name, with the others that changed. Call it under the purchase's lock.
 */
export async function settlePurchase(
  context: SettleContext,
  stored: StoredPurchase,
  { refs, made, written }: Touched,
): Promise<SettledOrder> {
  const assigned = assignOrders(stored, groupsOf(stored, refs), newOrderId);
  const plan = planRegroup(stored, assigned);
  let now = stored;
  if (!changesNothing(plan)) {
    const [first] = stored.orders;
    if (!first) throw new Error('A purchase without an order cannot be settled');
    await regroup(context.tx, plan, first);
    now = await readPurchaseRows(
      context.tx,
      assigned.map(({ orderId }) => orderId),
    );
  }
  const settled: SettledOrder[] = [];
  for (const assignment of assigned) {
    const created = assignment.created || assignment.orderId === made;
    settled.push(await settleOrder(context, now, { ...assignment, created }, written));
  }
  const named = assigned.findIndex((assignment) => refs.some((ref) => assignment.refs.has(ref)));
  const [own] = settled.splice(Math.max(named, 0), 1);
  if (!own) throw new Error('A purchase without an order cannot be settled');
  return { ...own, others: settled.filter(({ order, before }) => before === null || before.status !== order.status) };
}

/** What only refs tell of yet (a link whose invoice and payment are both unknown) is one order all the same. */
function groupsOf(stored: StoredPurchase, refs: string[]) {
  const groups = groupPurchase(stored);
  if (groups.length > 0) return groups;
  const invoiceId = refs.find((ref) => ref.startsWith('in_')) ?? null;
  const ids = refs.filter((ref) => !ref.startsWith('in_'));
  const invoices = invoiceId === null ? [] : [invoiceId];
  return [{ invoiceId, payments: ids.length > 0 ? [{ ids, invoices, undone: false }] : [], sessionIds: [] }];
}
