import type { OrderDetail } from '@/lib/dashboard/orders/queries';
import type { Decision } from '@/lib/payments/gate/hold';
import { tellHold } from '@/lib/payments/gate/tell-hold';

type Asked = Pick<
  OrderDetail,
  'paidAt' | 'fulfilledAt' | 'holdCode' | 'holdDetail' | 'holdEndsAt' | 'decision' | 'decidedBy' | 'effects'
>;

/** Why a paid order is not fulfilled, and what a person may decide about it. `calm`: nobody has to do anything. */
export type GateState = { title: string; sentence: string; tone: 'calm' | 'warn'; offers: Decision[] };

/** Over without a fulfillment, unless a person wants one. */
const OVER = ['refunded', 'review_refunded', 'canceled_by_person'];

/**
 * What the order's page says where fulfillment does not go by itself: it is held, was never requested, gave up, or
 * somebody released it and may still change their mind. Null: it goes by itself, went, or is not due.
 */
export function gateState(order: Asked): GateState | null {
  if (order.fulfilledAt) return null;
  const hold = tellHold(order);
  if (hold)
    return {
      title: hold.title,
      sentence: hold.sentence,
      tone: hold.waits || OVER.includes(order.holdCode ?? '') ? 'calm' : 'warn',
      offers: order.holdCode === 'canceled_by_person' ? ['release', 'done'] : ['release', 'cancel', 'done'],
    };
  return order.paidAt ? unheld(order) : null;
}

function unheld({ effects, decision, decidedBy }: Asked): GateState | null {
  const asked = effects.filter(
    ({ kind, status, result }) => kind === 'fulfil' && (status !== 'skipped' || isOtherMode(result)),
  );
  if (asked.length === 0)
    return {
      title: 'Paid, and its fulfillment was never requested',
      sentence: 'Nothing stands against it, and nothing asked for it. Fulfill it now, or say that it is not due.',
      tone: 'warn',
      offers: ['release', 'cancel', 'done'],
    };
  if (asked.some(({ status }) => status === 'failed'))
    return {
      title: 'Its fulfillment gave up',
      sentence: 'Fix the cause and retry it under Effects. If you handed it out yourself, mark it as done.',
      tone: 'warn',
      offers: ['cancel', 'done'],
    };
  if (decision === 'release' && asked.some(({ status }) => status !== 'done' && status !== 'skipped'))
    return {
      title: 'Released for fulfillment',
      sentence: `${decidedBy ?? 'Somebody'} released it. A worker fulfills it next.`,
      tone: 'calm',
      offers: ['cancel', 'done'],
    };
  return null;
}

const isOtherMode = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && (result as { reason?: unknown }).reason === 'other_mode';
