import { fulfilOrder } from '../../fulfilment/fulfil-order';
import { formatAmount } from '../../money/format-amount';
import type { Performance, Performed } from '../performers';
import { withLimit } from '../with-limit';

/** A fulfilment without an answer for this long is a failure that is tried again, so that it never holds a slot for good. */
const LIMIT_MS = 600_000;

/** Calls the shop's own fulfilment, and marks the order. */
export async function performFulfilment({ tx, effect, order }: Performance): Promise<Performed> {
  const result = await withLimit(LIMIT_MS, 'fulfilOrder', (signal) =>
    fulfilOrder(order, { idempotencyKey: effect.key, signal, billingReason: order.billingReason }),
  );
  await tx.$executeRaw`update hookwell.orders set fulfilled_at = coalesce(fulfilled_at, now()) where id = ${order.id}`;
  const amount = order.currency ? ` for ${formatAmount(order.amount, order.currency)}` : '';
  return { result, said: `Order ${order.id}${amount} fulfilled` };
}
