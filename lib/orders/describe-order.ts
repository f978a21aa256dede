import type { SettledOrder } from './settle-order';

/** What happened to the order, in words for the terminal and the dashboard. */
export function describeOrder({ order, wasPaid, fulfilment, mergedFrom }: SettledOrder): string {
  const joined = mergedFrom.length > 0 ? ` (joined with ${mergedFrom.join(', ')})` : '';
  return `order ${order.id}${joined} ${describeState(order.status, order.fulfilledAt, wasPaid, fulfilment)}`;
}

function describeState(
  status: string,
  fulfilledAt: Date | null,
  wasPaid: boolean,
  fulfilment: SettledOrder['fulfilment'],
): string {
  if (fulfilment === 'queued') return `${status}, to be fulfilled`;
  if (fulfilment === 'other_mode')
    return `${status}, not fulfilled: this deployment acts on the other mode (see STRIPE_MODE)`;
  if (fulfilledAt) return `${status}, fulfilled before`;
  if (fulfilment === 'known') return `${status}, fulfilment asked for before`;
  return wasPaid ? `is ${status}` : `now ${status}`;
}
