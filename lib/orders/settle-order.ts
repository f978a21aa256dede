import { isDeepStrictEqual } from 'node:util';
import type { EventContext } from '../db/event-context';
import type { Order } from '../db/generated/client';
import type { Upserted } from '../db/upsert-object';
import { type EffectRequest, requestEffects } from '../effects/request-effect';
import { isReceiptDue } from '../effects/request-receipt';
import { computeOrder } from './compute-order';
import type { StoredOrder } from './order-rows';
import type { ResolvedOrder } from './resolve-order';
import { writeOrder } from './write-order';

/** An order after an event: what it was, what it is, and what was asked for. `written`: whether the event's own object changed. */
export type SettledOrder = {
  order: Order;
  before: Order | null;
  written: Upserted;
  fulfilment: EffectRequest | null;
  receipt: EffectRequest | null;
  mergedFrom: string[];
};

/** Paid, or given back or contested later: in all of these the goods were due once. */
const wasPaid = (order: Order) => order.paidAt !== null;

/**
 * Computes the order anew from its rows, which were read under its lock, and once it is paid asks for its effects: due
 * once, whoever asks.
 */
export async function settleOrder(
  context: EventContext,
  resolved: ResolvedOrder,
  written: Upserted,
  rows: StoredOrder,
): Promise<SettledOrder> {
  const before = rows.order;
  const { createdAt, ...facts } = computeOrder(rows);
  const order = { ...before, ...facts, createdAt: createdAt ?? before.createdAt } as Order;
  // What a stale event has changed is what a newer version of this code computes otherwise: mostly nothing.
  if (written !== 'stale' || !isEqual(before, order)) await writeOrder(context.tx, order);
  const requests = await requestDue(context, order, rows.effects);
  return {
    order,
    before: resolved.created ? null : before,
    written,
    fulfilment: requests.fulfil,
    receipt: requests.receipt,
    mergedFrom: resolved.mergedFrom,
  };
}

const isEqual = (before: Order, order: Order): boolean =>
  isDeepStrictEqual({ ...before, updatedAt: null }, { ...order, updatedAt: null });

type Requests = { fulfil: EffectRequest | null; receipt: EffectRequest | null };

/** Asks for what is due and was not asked for yet. */
async function requestDue(context: EventContext, order: Order, asked: string[]): Promise<Requests> {
  const asking = context.fetchedAt ? { ...context, event: null } : context;
  const requests: Requests = { fulfil: null, receipt: null };
  const due: (keyof Requests)[] = [];
  if (asked.includes('fulfil')) requests.fulfil = 'known';
  else if (wasPaid(order)) due.push('fulfil');
  if (asked.includes('receipt')) requests.receipt = 'known';
  else if (await isReceiptDue(asking, order)) due.push('receipt');
  const made = await requestEffects(
    asking,
    due.map((kind) => ({ kind })),
    order,
  );
  for (const [nth, kind] of due.entries()) requests[kind] = made[nth] ?? null;
  return requests;
}
