import type { OrderDetail } from '@/lib/orders/queries';
import type { ProgressStep } from '@/lib/orders/tell-progress';

/** Where the order is, in a sentence: the first thing that is wrong, else what it waits for, else that it is complete. */
export function headline(order: OrderDetail, steps: ProgressStep[]): string {
  const who = order.customerEmail ?? order.customerId ?? 'a guest';
  const trouble = steps.find(({ state }) => state === 'trouble');
  const waiting = steps.find(({ state }) => state === 'waiting');
  const reached = steps.findLast(({ state }) => state === 'done')?.name.toLowerCase() ?? 'created';
  if (trouble) return `For ${who}. ${trouble.name}: ${trouble.words ?? 'needs a person'}`;
  if (waiting) return `For ${who}. Waits: ${waiting.words ?? waiting.name.toLowerCase()}`;
  if (order.status === 'canceled') return `For ${who}. Canceled before it was paid`;
  return steps.every(({ state }) => state === 'done' || state === 'off')
    ? `For ${who}. Nothing is missing`
    : `For ${who}, ${reached}`;
}
