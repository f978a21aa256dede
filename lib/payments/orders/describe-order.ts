import { LATER_KNOWN_WORDS } from '../../kit/text';
import { holdTitle } from '../gate/tell-hold';
import type { SettledOrder } from './settle-order';

/** What happened to the order, and to others that it shares a payment with, in words for the terminal and the dashboard. */
export function describeOrder(settled: SettledOrder): string {
  return [settled, ...settled.others].map(describeOne).join('; ');
}

function describeOne(settled: SettledOrder): string {
  const { order, receipt, mergedFrom } = settled;
  const joined = mergedFrom.length > 0 ? ` (joined with ${mergedFrom.join(', ')})` : '';
  const mail = receipt === 'queued' ? ', receipt queued' : '';
  return `order ${order.id}${joined} ${describeState(settled)}${mail}`;
}

function describeState({ order, before, written, hold, fulfillment }: SettledOrder): string {
  const changed = before?.status !== order.status;
  const status = order.status.replaceAll('_', ' ');
  if (fulfillment === 'queued') return `${status}, to be fulfilled`;
  if (fulfillment === 'other_mode')
    return `${status}, not fulfilled: this deployment acts on the other mode (see STRIPE_MODE)`;
  const held = hold ? `, not fulfilled: ${holdTitle(hold.code).toLowerCase()}` : '';
  if (changed) return `${before ? 'now ' : ''}${status}${held}`;
  if (written === 'stale') return `already ${status}: ${LATER_KNOWN_WORDS}`;
  if (status !== 'paid' || held) return `already ${status}${held}`;
  return order.fulfilledAt ? 'paid, already fulfilled' : 'paid, fulfillment already requested';
}
