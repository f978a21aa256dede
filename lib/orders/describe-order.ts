import { LATER_KNOWN_WORDS } from '../text';
import type { SettledOrder } from './settle-order';

/** What happened to the order, in words for the terminal and the dashboard. */
export function describeOrder(settled: SettledOrder): string {
  const { order, receipt, mergedFrom } = settled;
  const joined = mergedFrom.length > 0 ? ` (joined with ${mergedFrom.join(', ')})` : '';
  const mail = receipt === 'queued' ? ', receipt queued' : '';
  return `order ${order.id}${joined} ${describeState(settled)}${mail}`;
}

function describeState({ order, before, written, fulfilment }: SettledOrder): string {
  const changed = before?.status !== order.status;
  const status = order.status.replaceAll('_', ' ');
  if (fulfilment === 'queued') return `${status}, to be fulfilled`;
  if (fulfilment === 'other_mode')
    return `${status}, not fulfilled: this deployment acts on the other mode (see STRIPE_MODE)`;
  if (changed) return `${before ? 'now ' : ''}${status}`;
  if (written === 'stale') return `stays ${status}: ${LATER_KNOWN_WORDS}`;
  if (status !== 'paid') return `stays ${status}`;
  return order.fulfilledAt ? 'paid, fulfilled before' : 'paid, fulfilment asked for before';
}
