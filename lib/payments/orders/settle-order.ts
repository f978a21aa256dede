import { isDeepStrictEqual } from 'node:util';
import type { EventContext } from '../../db/event-context';
import type { Order } from '../../db/generated/client';
import type { Upserted } from '../../db/upsert-statement';
import { type EffectRequest, requestEffects } from '../../effects/request-effect';
import { isReceiptDue } from '../../effects/request-receipt';
import { deploymentLivemode } from '../../kit/env';
import type { Hold } from '../gate/hold';
import { passGate } from '../gate/pass-gate';
import type { Assignment } from './assign-orders';
import { computeOrder } from './compute-order';
import type { StoredPurchase } from './purchase-rows';
import { writeOrder } from './write-order';

/** Who settles: an event, a success page (without one), or the gate itself. */
export type SettleContext = Pick<EventContext, 'tx' | 'rebuilding' | 'fetchedAt'> & {
  event: EventContext['event'] | null;
};

/**
 * An order after an event: what it was, what it is, what stands against its fulfillment, and what was asked for.
 * `written`: whether the event's own object changed. `others`: orders that share a payment with it and changed as well.
 */
export type SettledOrder = {
  order: Order;
  before: Order | null;
  written: Upserted;
  hold: Hold | null;
  fulfillment: EffectRequest | null;
  receipt: EffectRequest | null;
  mergedFrom: string[];
  others: SettledOrder[];
};

/**
 * Computes an order anew from its rows, which were read under its lock, and once it is paid asks for its effects where the
 * gate lets it pass: due once, whoever asks.
 */
export async function settleOrder(
  context: SettleContext,
  stored: StoredPurchase,
  { group, orderId, created, mergedFrom }: Assignment,
  written: Upserted,
): Promise<SettledOrder> {
  const before = stored.orders.find(({ id }) => id === orderId);
  if (!before) throw new Error(`The order ${orderId} is not among the rows of its purchase`);
  const { facts, movements } = computeOrder(stored, group);
  const computed = { ...before, ...facts, createdAt: facts.createdAt ?? before.createdAt } as Order;
  const acts = !context.rebuilding && computed.livemode === deploymentLivemode();
  const hold = acts && wasPaid(computed) ? await passGate(context, { order: computed, group, stored }) : null;
  const order = { ...computed, ...holdColumns(computed, hold, acts) };
  const isSame = isEqual(before, order);
  // What a stale event has changed is what a newer version of this code computes otherwise: mostly nothing.
  if (!isSame || written !== 'stale') await writeOrder(context.tx, order, movements);
  const asked = stored.effects.filter((effect) => effect.orderId === orderId).map(({ kind }) => kind);
  const requests = await requestDue(context, { order, hold, asked, covers: coversOf(group) });
  return {
    order,
    before: created ? null : before,
    written,
    hold,
    fulfillment: requests.fulfil,
    receipt: requests.receipt,
    mergedFrom,
    others: [],
  };
}

/** Paid, or given back or contested later: in all of these the goods were due once. */
const wasPaid = (order: Order) => order.paidAt !== null;

/** What a fulfillment is for, so that the same purchase is known again when more is heard of it. */
const coversOf = ({ invoiceId, payments }: Assignment['group']): string[] => [
  ...(invoiceId === null ? [] : [invoiceId]),
  ...payments.flatMap(({ ids }) => ids),
];

function holdColumns({ heldAt }: Order, hold: Hold | null, acts: boolean) {
  if (!acts) return {};
  return {
    holdCode: hold?.code ?? null,
    holdDetail: hold?.detail ?? null,
    holdEndsAt: hold?.endsAt ?? null,
    heldAt: hold ? (heldAt ?? new Date()) : null,
  };
}

const isEqual = (before: Order, order: Order): boolean =>
  isDeepStrictEqual({ ...before, updatedAt: null }, { ...order, updatedAt: null });

type Requests = { fulfil: EffectRequest | null; receipt: EffectRequest | null };
type Due = { order: Order; hold: Hold | null; asked: string[]; covers: string[] };

/** Asks for what is due, passes the gate, and was not asked for yet. */
async function requestDue(context: SettleContext, { order, hold, asked, covers }: Due): Promise<Requests> {
  const asking = context.fetchedAt ? { ...context, event: null } : context;
  const requests: Requests = { fulfil: null, receipt: null };
  if (context.rebuilding) return requests;
  const due: (keyof Requests)[] = [];
  // A person who fulfilled by hand has told the customer as well.
  const passes = hold === null && order.decision !== 'done';
  if (asked.includes('fulfil')) requests.fulfil = 'known';
  else if (wasPaid(order) && passes) due.push('fulfil');
  if (asked.includes('receipt')) requests.receipt = 'known';
  else if (passes && (await isReceiptDue(asking, order))) due.push('receipt');
  const made = await requestEffects(
    asking,
    due.map((kind) => (kind === 'fulfil' ? { kind, covers } : { kind })),
    order,
  );
  for (const [nth, kind] of due.entries()) requests[kind] = made[nth] ?? null;
  return requests;
}
