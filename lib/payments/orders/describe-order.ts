import { type Done, LATER_KNOWN } from '../../db/tell-written';
import { holdTitle } from '../gate/tell-hold';
import type { SettledOrder } from './settle-order';

/**
 * What an event did to its order, and to others that it shares a payment with. `what` is what the event is about: “Invoice in_…
 * paid”. Of the others only those are told that changed, so that the event's own order decides the outcome.
 */
export function describeOrder(what: string, settled: SettledOrder): Done {
  const orders = [settled, ...settled.others].map(describeOne).join('; ');
  return { outcome: describeState(settled).outcome, summary: `${what}: ${orders}` };
}

function describeOne(settled: SettledOrder): string {
  const { order, receipt, mergedFrom } = settled;
  const joined = mergedFrom.length > 0 ? ` (joined with ${mergedFrom.join(', ')})` : '';
  const mail = receipt === 'queued' ? ', receipt queued' : '';
  return `order ${order.id}${joined} ${describeState(settled).summary}${mail}`;
}

function describeState({ order, before, written, hold, fulfillment }: SettledOrder): Done {
  const changed = before?.status !== order.status;
  const status = order.status.replaceAll('_', ' ');
  const held = hold ? `, not fulfilled: ${holdTitle(hold.code).toLowerCase()}` : '';
  if (fulfillment === 'queued') return applied(`${status}, to be fulfilled`);
  if (fulfillment === 'other_mode')
    return applied(`${status}, not fulfilled: this deployment acts on the other mode (see STRIPE_MODE)`);
  if (changed) return applied(`${before ? 'now ' : ''}${status}${held}`);
  if (written === 'stale') return { outcome: 'stale', summary: `already ${status}: ${LATER_KNOWN}` };
  if (status !== 'paid' || held) return applied(`already ${status}${held}`);
  const how = order.fulfilledAt ? 'already fulfilled' : 'fulfillment already requested';
  return { outcome: 'already_paid', summary: `paid, ${how}` };
}

const applied = (summary: string): Done => ({ outcome: 'applied', summary });
