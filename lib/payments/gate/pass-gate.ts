import type { Transaction } from '../../db/client';
import type { Order } from '../../db/generated/client';
import { env } from '../../kit/env';
import { rowsOfGroup } from '../orders/compute-order';
import type { PurchaseGroup } from '../orders/group-purchase';
import type { StoredPurchase } from '../orders/purchase-rows';
import { findLookAlike } from './find-look-alike';
import type { Hold } from './hold';
import { type GateSettings, judge } from './judge';

const gateSettings = (): GateSettings => ({
  linkWaitMs: env().FULFILL_LINK_WAIT_SECONDS * 1_000,
  reviewed: env().FULFILL_REVIEWED,
  refunded: env().FULFILL_REFUNDED,
});

/** An order whose fulfillment is due, as it was just computed, with all that hangs together with it. */
export type DueOrder = { order: Order; group: PurchaseGroup; stored: StoredPurchase };

/**
 * The one place that decides whether an order that is due is fulfilled now: null, or what stands against it. Receipts pass
 * it as well. One that was fulfilled, or whose fulfillment is done, is past it. Call it under the purchase's lock.
 */
export async function passGate({ tx }: { tx: Transaction }, { order, group, stored }: DueOrder): Promise<Hold | null> {
  if (order.fulfilledAt) return null;
  const asked = stored.effects.filter(({ kind }) => kind === 'fulfil');
  const own = asked.find(({ orderId }) => orderId === order.id);
  if (own?.status === 'done') return null;
  const { hold, suspicion } = judge({
    order,
    group,
    rows: rowsOfGroup(stored, group),
    all: stored,
    holds: stored.holds.filter(({ orderId }) => orderId === order.id),
    asked,
    isAsked: own !== undefined,
    now: new Date(),
    settings: gateSettings(),
  });
  if (hold || !suspicion) return hold;
  const other = await findLookAlike(tx, order, suspicion);
  return other ? { code: 'same_purchase', detail: `Order ${other}`, endsAt: null } : null;
}
