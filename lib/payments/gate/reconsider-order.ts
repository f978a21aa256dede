import type { Transaction } from '../../db/client';
import { lockPurchase } from '../orders/order-refs';
import { readPurchaseRows } from '../orders/purchase-rows';
import type { SettledOrder } from '../orders/settle-order';
import { settlePurchase } from '../orders/settle-purchase';

/**
 * Computes an order and what hangs together with it anew, without an event: because a wait is over, or a person decided.
 * Takes the purchase's lock until the transaction ends. Null: there is no such order (any more).
 */
export async function reconsiderOrder(tx: Transaction, orderId: string): Promise<SettledOrder | null> {
  await lockOrder(tx, orderId);
  // It may have been joined with another one before the lock was ours.
  const now = await refsOf(tx, orderId);
  const [first] = now;
  if (!first) return null;
  const orders = await tx.$queryRaw<{ id: string }[]>`
    select distinct r.order_id as id from hookwell.order_refs r
    where r.ref = any(hookwell.close_over_refs(${first.account}, ${first.livemode}, ${now.map(({ ref }) => ref)}::text[]))
      and r.livemode = ${first.livemode} and r.account is not distinct from ${first.account}`;
  const stored = await readPurchaseRows(
    tx,
    orders.map(({ id }) => id),
  );
  const own = now.map(({ ref }) => ref);
  return settlePurchase({ tx, event: null }, stored, { refs: own, made: null, written: 'stale' });
}

/** Takes the lock of an order's purchase until the transaction ends, before anything of it is read or written. */
export async function lockOrder(tx: Transaction, orderId: string): Promise<void> {
  const refs = await refsOf(tx, orderId);
  const names = refs.map(({ ref }) => ref);
  if (refs[0]) await lockPurchase(tx, refs[0], names);
}

const refsOf = (tx: Transaction, orderId: string) =>
  tx.orderRef.findMany({
    where: { orderId },
    select: { ref: true, account: true, livemode: true },
    orderBy: { rowId: 'asc' },
  });
