import type { Transaction } from '../db/client';
import type { EventContext } from '../db/event-context';
import { mergeOrders } from './merge-orders';
import { lockPurchase, newOrderId } from './order-refs';

export type ResolvedOrder = { id: string; created: boolean; mergedFrom: string[] };

async function ordersOf(tx: Transaction, account: string | null, refs: string[]) {
  return tx.$queryRaw<{ id: string }[]>`
    select o.id from orders o
    where o.id in (select order_id from order_refs where account is not distinct from ${account} and ref = any(${refs}::text[]))
    order by o.created_at, o.id`;
}

/**
 * The one order of a purchase, whatever Stripe told it through: finds it by any of its refs (pi_, cs_, ch_, in_),
 * makes it where there is none, and joins several into the oldest. Until the transaction ends, no other event of
 * this purchase gets further than this. `startedAt` is when Stripe made the object that the event is about.
 */
export async function resolveOrder(
  { tx, event }: EventContext,
  refs: string[],
  startedAt: Date,
): Promise<ResolvedOrder> {
  const { account, livemode } = event;
  const locked = await lockPurchase(tx, account, refs);
  const found = (await ordersOf(tx, account, locked)).map((order) => order.id);
  const survivor = found[0] ?? newOrderId();
  if (found.length === 0)
    await tx.$executeRaw`
      insert into orders (id, account, livemode, created_at, updated_at) values (${survivor}, ${account}, ${livemode}, ${startedAt}, now())`;
  const mergedFrom = found.slice(1);
  if (mergedFrom.length > 0) await mergeOrders(tx, survivor, mergedFrom);
  await tx.$executeRaw`
    insert into order_refs (account, ref, order_id)
    select ${account}, ref, ${survivor} from unnest(${refs}::text[]) as ref
    on conflict (account, ref) do nothing`;
  return { id: survivor, created: found.length === 0, mergedFrom };
}
