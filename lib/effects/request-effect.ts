import type { Transaction } from '../db/client';
import { type Order, Prisma } from '../db/generated/client';
import { deploymentLivemode } from '../env';
import type { EffectKind } from './effect-kind';
import { effectJob } from './enqueue-effect';

/** Where the request is made: the transaction, and the event behind it. A page or a sweep may have none. */
export type EffectContext = { tx: Transaction; event?: { id: string } | null; rebuilding?: boolean };

/** `queued`: this call asked first. `known`: it was asked for before. `other_mode`: this deployment does not act on it. */
export type EffectRequest = 'queued' | 'known' | 'other_mode';

/**
 * Asks, in the caller's transaction, for work on the outside. The key names the business fact and is unique, so it is
 * done once whoever asks: webhook, success page, replay or sweep. Call it under the order's lock. `objectId` is what
 * the effect is about where that is not the order itself.
 */
export async function requestEffect(
  { tx, event, rebuilding }: EffectContext,
  kind: EffectKind,
  order: Pick<Order, 'id' | 'livemode'>,
  objectId: string | null = null,
): Promise<EffectRequest> {
  const key = `${kind}:${objectId ?? order.id}`;
  const acts = order.livemode === deploymentLivemode();
  const reason = acts ? null : { reason: 'other_mode', deployment: deploymentLivemode() ? 'live' : 'test' };

  // A merged order may hold the effect of the order that it took in, under that order's key. What was skipped for the
  // mode is due once the deployment runs in that mode.
  const [row] = await tx.$queryRaw<[{ known: boolean; asked: boolean }]>`
    with other as (
      select from effects
      where order_id = ${order.id} and kind = ${kind} and object_id is not distinct from ${objectId} and status <> 'skipped'
      limit 1
    ), asked as (
      insert into effects as e (key, kind, livemode, status, order_id, object_id, event_id, result)
      select ${key}::text, ${kind}::text, ${order.livemode}::boolean, ${acts ? 'pending' : 'skipped'}::effect_status, ${order.id}::text,
        ${objectId}::text, ${event?.id ?? null}::text, ${reason && JSON.stringify(reason)}::jsonb
      where not exists (select from other)
      on conflict (key) do update set status = 'pending', result = null, completed_at = null, event_id = excluded.event_id
        where e.status = 'skipped' and excluded.status = 'pending'
      returning key
    ), enqueued as (
      select job.id from asked, lateral ${effectJob(Prisma.sql`asked.key`)} as job where ${acts && !rebuilding}::boolean
    )
    select exists (select from other) as known, exists (select from asked) as asked, (select count(*) from enqueued)::int as jobs`;
  if (row.known) return 'known';
  if (!acts) return 'other_mode';
  return row.asked ? 'queued' : 'known';
}
