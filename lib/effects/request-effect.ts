import type { EventContext } from '../db/event-context';
import type { Order } from '../db/generated/client';
import { deploymentLivemode } from '../env';
import { MAX_ATTEMPTS, RUN_EFFECT } from '../jobs/jobs';

export type EffectKind = 'fulfil';

/** `queued`: this call asked first. `known`: it was asked for before. `other_mode`: this deployment does not act on it. */
export type EffectRequest = 'queued' | 'known' | 'other_mode';

/**
 * Asks, in the event's transaction, for work on the outside. The key names the business fact and is unique, so it is
 * done once whoever asks: webhook, success page, replay or sweep. Call it under the order's lock.
 */
export async function requestEffect(
  { tx, event }: EventContext,
  kind: EffectKind,
  order: Order,
): Promise<EffectRequest> {
  const key = `${kind}:${order.id}`;
  const acts = order.livemode === deploymentLivemode();
  const reason = acts ? null : { reason: 'other_mode', deployment: deploymentLivemode() ? 'live' : 'test' };

  // A merged order may hold the fulfilment of the order that it took in, under that order's key.
  const [other] = await tx.$queryRaw<{ key: string }[]>`
    select key from effects where order_id = ${order.id} and kind = ${kind} and status <> 'skipped' limit 1`;
  if (other) return 'known';

  // What was skipped for the mode is due once the deployment runs in that mode.
  const [asked] = await tx.$queryRaw<{ key: string }[]>`
    insert into effects as e (key, kind, status, order_id, event_id, result)
    values (${key}, ${kind}, ${acts ? 'pending' : 'skipped'}::effect_status, ${order.id}, ${event.id}, ${reason && JSON.stringify(reason)}::jsonb)
    on conflict (key) do update set status = 'pending', result = null, completed_at = null, event_id = excluded.event_id
      where e.status = 'skipped' and excluded.status = 'pending'
    returning key`;
  if (!acts) return 'other_mode';
  if (!asked) return 'known';
  await tx.$queryRaw`
    select id::text from graphile_worker.add_job(
      ${RUN_EFFECT}, json_build_object('key', ${key}::text), max_attempts => ${MAX_ATTEMPTS}, job_key => ${`effect:${key}`})`;
  return 'queued';
}
