'use server';

import { refresh } from 'next/cache';
import { requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { retryEffect } from '@/lib/effects/retry-effect';
import { decideOrder } from '@/lib/payments/gate/decide-order';
import { type Decision, isDecision } from '@/lib/payments/gate/hold';

/** What came of a press of a button, for the person who pressed it. */
export type ActionAnswer = { ok: boolean; message: string } | null;

const retried = {
  queued: { ok: true, message: 'Queued again' },
  not_failed: { ok: false, message: 'It is not failed any more' },
  not_found: { ok: false, message: 'This effect is not here any more' },
  unreachable: { ok: false, message: 'Not queued: the database did not answer' },
};

/** Tries a failed effect again. */
export async function retry(_: ActionAnswer, form: FormData): Promise<ActionAnswer> {
  const actor = await requireRole('operator');
  const key = form.get('key');
  if (typeof key !== 'string' || !/^[\w:-]{1,255}$/.test(key)) return retried.not_found;
  const outcome = await query((prisma) => retryEffect(prisma, key, actor)).catch((error: unknown) => {
    console.error(`Effect ${key} could not be tried again:`, error);
    return 'unreachable' as const;
  });
  if (outcome !== 'unreachable') refresh();
  return retried[outcome];
}

const decided: Record<Decision, string> = {
  release: 'Released for fulfillment',
  cancel: 'Fulfillment canceled',
  done: 'Marked as done',
};

const notDecided = {
  settled: 'Nothing was changed: it is fulfilled already, or about to be',
  not_found: 'Nothing was changed: this order is not here any more',
  unreachable: 'Nothing was changed: the database did not answer',
};

/** Decides about the fulfillment of an order: release, cancel or done. */
export async function decide(_: ActionAnswer, form: FormData): Promise<ActionAnswer> {
  const actor = await requireRole('operator');
  const [orderId, decision] = [form.get('order'), form.get('decision')];
  if (typeof orderId !== 'string' || !/^[\w-]{1,255}$/.test(orderId))
    return { ok: false, message: notDecided.not_found };
  if (typeof decision !== 'string' || !isDecision(decision)) return null;
  const outcome = await query((prisma) => decideOrder(prisma, orderId, decision, actor)).catch((error: unknown) => {
    console.error(`Nothing could be decided about order ${orderId}:`, error);
    return 'unreachable' as const;
  });
  if (outcome !== 'unreachable') refresh();
  return outcome === 'decided' ? { ok: true, message: decided[decision] } : { ok: false, message: notDecided[outcome] };
}
