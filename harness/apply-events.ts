import type Stripe from 'stripe';
import { connections } from '@/lib/db/client';
import type { Effect } from '@/lib/db/generated/client';
import { processEvent } from '@/lib/worker/process-event';
import { runEffect } from '@/lib/worker/run-effect';
import { storeEvents } from './store-event';

export const firstTry = { attempt: 1, last: false, workerId: 'test' };

/** Stores events and applies them, one after the other, without a worker. */
export async function applyEvents(events: Stripe.Event[]): Promise<void> {
  await storeEvents(events);
  for (const { id } of events) await processEvent(connections().prisma, id, firstTry);
}

/** The one effect of a kind that an event asked for. */
export const effectOf = (event: { id: string }, kind: Effect['kind']): Promise<Effect> =>
  connections().prisma.effect.findFirstOrThrow({ where: { eventId: event.id, kind } });

/** Does the effect of a kind that an event asked for, and reads it again. */
export async function runEffectOf(event: { id: string }, kind: Effect['kind'], job = firstTry): Promise<Effect> {
  const { key } = await effectOf(event, kind);
  await runEffect(connections().prisma, key, job);
  return effectOf(event, kind);
}
