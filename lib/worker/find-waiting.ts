import type { Transaction } from '../db/client';
import type { WebhookEvent } from '../db/generated/client';

const WAITING = new Set(['pending', 'retrying']);

/** Whether an event of this status is still to be applied. */
export const isWaiting = (status: string): boolean => WAITING.has(status);

/** An event that is still to be applied. Call it under the event's lock. */
export async function findWaiting(tx: Transaction, id: string): Promise<WebhookEvent | null> {
  const event = await tx.webhookEvent.findUnique({ where: { id } });
  return event && isWaiting(event.status) ? event : null;
}
