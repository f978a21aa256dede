import { fulfilOrder } from '../../fulfilment/fulfil-order';
import { formatAmount } from '../../money/format-amount';
import type { Performance, Performed } from '../performers';

/** Calls the shop's own fulfilment, and marks the order. */
export async function performFulfilment({ tx, effect, order }: Performance): Promise<Performed> {
  const result = await fulfilOrder(order, { idempotencyKey: effect.key });
  await tx.$executeRaw`update orders set fulfilled_at = coalesce(fulfilled_at, now()) where id = ${order.id}`;
  const amount = order.currency ? ` for ${formatAmount(order.amount, order.currency)}` : '';
  return { result, said: `Order ${order.id}${amount} fulfilled` };
}
