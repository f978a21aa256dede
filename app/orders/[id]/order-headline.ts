import type { ProgressStep } from '@/lib/dashboard/orders/progress-step';
import type { OrderDetail } from '@/lib/dashboard/orders/queries';
import { tellHold } from '@/lib/payments/gate/tell-hold';
import { whoBought } from './who-bought';

type Told = Pick<OrderDetail, 'status' | 'customerEmail' | 'customerId' | 'fulfilledAt'> &
  Parameters<typeof tellHold>[0];

/**
 * Where the order is, in a sentence: the first thing that is wrong, what it waits for, what was found, or that nothing is
 * missing, which is said only where nothing is held, failed, waiting or found.
 */
export function orderHeadline(order: Told, steps: ProgressStep[], found: { title: string }[]): string {
  return `For ${whoBought(order)}${tell(order, steps, found)}`;
}

function tell(order: Told, steps: ProgressStep[], found: { title: string }[]): string {
  const trouble = steps.find(({ state }) => state === 'trouble');
  const waiting = steps.find(({ state }) => state === 'waiting');
  const hold = order.fulfilledAt ? null : tellHold(order);
  const isHold = (step: ProgressStep) => hold !== null && step.words === hold.title;
  if (trouble)
    return isHold(trouble) ? `. ${trouble.words}` : `. ${trouble.name}: ${trouble.words ?? 'needs attention'}`;
  if (found[0]) return `. Found: ${found[0].title.toLowerCase()}`;
  if (waiting && !isHold(waiting)) return `. Waits: ${waiting.words ?? waiting.name.toLowerCase()}`;
  if (hold) return `. ${hold.title}`;
  const off = steps.find(
    ({ name, state }) => state === 'off' && (order.status === 'canceled' ? name === 'Paid' : name === 'Fulfilled'),
  );
  if (off) return `. ${off.words ?? 'Not fulfilled'}`;
  if (steps.every(({ state }) => state === 'done' || state === 'off')) return '. Nothing is missing';
  return `, ${steps.findLast(({ state }) => state === 'done')?.name.toLowerCase() ?? 'created'}`;
}
