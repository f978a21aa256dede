import { withLimit } from '../../kit/jobs/with-limit';
import { formatAmount } from '../../kit/money/format-amount';
import { fulfilOrder } from '../fulfilment/fulfil-order';
import type { Performance, Performed } from './performance';

/** A fulfilment without an answer for this long is a failure that is tried again, so that it never holds a slot for good. */
const LIMIT_MS = 600_000;

const tooLong = (leftMs: number): string =>
  leftMs < LIMIT_MS
    ? `fulfilOrder did not end within ${Math.round(leftMs / 1_000)} s, which was all the time that was left`
    : `fulfilOrder did not end within ${LIMIT_MS / 60_000} minutes`;

/** Calls the shop's own fulfilment, and marks the order. */
export async function performFulfilment({ tx, effect, order, until }: Performance): Promise<Performed> {
  const left = until === undefined ? LIMIT_MS : Math.max(1, until - Date.now());
  const result = await withLimit(Math.min(LIMIT_MS, left), tooLong(left), (signal) =>
    fulfilOrder(order, { idempotencyKey: effect.key, signal, billingReason: order.billingReason }),
  );
  await tx.$executeRaw`update hookwell.orders set fulfilled_at = coalesce(fulfilled_at, now()) where id = ${order.id}`;
  const amount = order.currency ? ` for ${formatAmount(order.amount, order.currency)}` : '';
  return { result, said: `Order ${order.id}${amount} fulfilled` };
}
