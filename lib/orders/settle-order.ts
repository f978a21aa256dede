import type { EventContext } from '../db/event-context';
import type { Order } from '../db/generated/client';
import type { Upserted } from '../db/upsert-object';
import { type EffectRequest, requestEffects } from '../effects/request-effect';
import { isReceiptDue } from '../effects/request-receipt';
import { computeOrder } from './compute-order';
import type { ResolvedOrder } from './resolve-order';

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

/** Every row that an order is computed from. */
const rows = {
  paymentIntents: true,
  checkoutSessions: true,
  charges: true,
  refunds: true,
  disputes: true,
  invoices: true,
} as const;

/** Computes the order anew from its rows and, once it is paid, asks for its effects: due once, whoever asks. */
export async function settleOrder(
  context: EventContext,
  resolved: ResolvedOrder,
  written: Upserted,
): Promise<SettledOrder> {
  const { tx } = context;
  const before = await tx.order.findUniqueOrThrow({ where: { id: resolved.id }, include: rows });
  const { createdAt, metadata, ...facts } = computeOrder(before);
  const order = await tx.order.update({
    where: { id: resolved.id },
    data: { ...facts, metadata: metadata as object, createdAt: createdAt ?? before.createdAt },
  });
  const asking = context.fetchedAt ? { ...context, event: null } : context;
  const due = { fulfil: wasPaid(order), receipt: await isReceiptDue(asking, order) };
  const kinds = (['fulfil', 'receipt'] as const).filter((kind) => due[kind]);
  const requests = await requestEffects(
    asking,
    kinds.map((kind) => ({ kind })),
    order,
  );
  const requestOf = (kind: 'fulfil' | 'receipt') => requests[kinds.indexOf(kind)] ?? null;
  return {
    order,
    before: resolved.created ? null : before,
    written,
    fulfilment: requestOf('fulfil'),
    receipt: requestOf('receipt'),
    mergedFrom: resolved.mergedFrom,
  };
}
