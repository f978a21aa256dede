import type { Order } from '../db/generated/client';
import { holdTitle } from '../gate/tell-hold';
import type { EffectKind } from './effect-kind';
import type { Performed } from './performers';

const PASSES_THE_GATE: EffectKind[] = ['fulfil', 'receipt'];

/**
 * What came between asking for an effect and doing it: the order is held since, or is not paid any more. It is left out, and
 * asked for again once nothing stands against it. Null: it is done.
 */
export function stopAtGate(kind: EffectKind, order: Order): Performed | null {
  if (!PASSES_THE_GATE.includes(kind) || order.decision === 'release') return null;
  // A receipt whose goods are handed out already is due, whatever came then.
  if (kind === 'receipt' && order.fulfilledAt) return null;
  const code = order.holdCode ?? (order.paidAt ? null : 'not_paid');
  if (!code) return null;
  return {
    result: { reason: code },
    said: `${order.id} is not ${kind === 'receipt' ? 'receipted' : 'fulfilled'}: ${holdTitle(code)}`,
    skipped: true,
  };
}
