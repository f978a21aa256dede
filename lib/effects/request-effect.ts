import type { Transaction } from '../db/client';
import type { Order } from '../db/generated/client';
import { deploymentLivemode } from '../kit/env';
import { EFFECT_FLAG, MAX_ATTEMPTS, RUN_EFFECT } from '../kit/jobs/jobs';
import { EFFECT_PRIORITY, type EffectKind } from './effect-kind';

/** Where the request is made: the transaction, and the event behind it. A page or a sweep may have none. */
export type EffectContext = { tx: Transaction; event?: { id: string } | null; rebuilding?: boolean };

/** `queued`: this call asked first. `known`: it was asked for before. `other_mode`: this deployment does not act on it. */
export type EffectRequest = 'queued' | 'known' | 'other_mode';

/** What is asked for. `objectId` is what the effect is about where that is not the order itself; `covers` what it is for. */
export type WantedEffect = { kind: EffectKind; objectId?: string; covers?: string[] };

/** The order that an effect is about. */
type EffectOrder = Pick<Order, 'id' | 'livemode' | 'account'>;

/**
 * An order's id is ours; an object's is the sender's word, so that its account, and a mode that is not the deployment's, are
 * part of the key: neither takes the effect of another away.
 */
function keyOf({ kind, objectId }: WantedEffect, { id, livemode, account }: EffectOrder): string {
  if (!objectId) return `${kind}:${id}`;
  const mode = livemode === deploymentLivemode() ? null : livemode ? 'live' : 'test';
  return [kind, account, mode, objectId].filter((part) => part !== null).join(':');
}

/** {@link requestEffects} for one. */
export async function requestEffect(
  context: EffectContext,
  wanted: WantedEffect,
  order: EffectOrder,
): Promise<EffectRequest> {
  const [request] = await requestEffects(context, [wanted], order);
  return request as EffectRequest;
}

/**
 * Asks, in the caller's transaction and in one statement, for work on the outside. The key names the business fact and is
 * unique, so it is done once whoever asks: webhook, success page, replay or sweep. Call it under the order's lock. Returns
 * what became of each, in the order given.
 */
export async function requestEffects(
  { tx, event, rebuilding }: EffectContext,
  wanted: WantedEffect[],
  order: EffectOrder,
): Promise<EffectRequest[]> {
  if (wanted.length === 0) return [];
  const keys = wanted.map((effect) => keyOf(effect, order));
  const kinds = wanted.map(({ kind }) => kind);
  const objectIds = wanted.map(({ objectId }) => objectId ?? null);
  const priorities = wanted.map(({ kind }) => EFFECT_PRIORITY[kind]);
  const covers = wanted.map((effect) => JSON.stringify(effect.covers ?? []));
  const acts = order.livemode === deploymentLivemode();
  const reason = acts ? null : { reason: 'other_mode', deployment: deploymentLivemode() ? 'live' : 'test' };

  // A merged order may hold the effect of the order that it took in, under that order's key. What was skipped for the
  // mode is due once the deployment runs in that mode.
  const rows = await tx.$queryRaw<{ known: boolean; asked: boolean }[]>`
    with wanted as (
      select w.*, exists (
        select from hookwell.effects o where o.order_id = ${order.id} and o.kind = w.kind
          and o.object_id is not distinct from w.object_id and o.status <> 'skipped'
      ) as known
      from unnest(${keys}::text[], ${kinds}::text[], ${objectIds}::text[], ${priorities}::int[], ${covers}::text[])
        with ordinality as w(key, kind, object_id, priority, covers, nth)
    ), asked as (
      insert into hookwell.effects as e (key, kind, livemode, status, order_id, object_id, event_id, result, covers)
      select key, kind, ${order.livemode}::boolean, ${acts ? 'pending' : 'skipped'}::hookwell.effect_status, ${order.id}::text,
        object_id, ${event?.id ?? null}::text, ${reason && JSON.stringify(reason)}::jsonb,
        array(select jsonb_array_elements_text(covers::jsonb))
      from wanted where not known order by key
      on conflict (key) do update set status = 'pending', result = null, completed_at = null, event_id = excluded.event_id,
          covers = excluded.covers
        where e.status = 'skipped' and excluded.status = 'pending'
      returning key
    ), enqueued as (
      select hookwell.enqueue_jobs(
        ${RUN_EFFECT}::text, 'effect:', 'key', batch.keys, ${MAX_ATTEMPTS}::int, ${EFFECT_FLAG}::text, batch.priorities
      ) as jobs
      from (
        select array_agg(key order by key) as keys, array_agg(priority order by key) as priorities
        from asked join wanted using (key) having count(*) > 0
      ) as batch
      where ${acts && !rebuilding}::boolean
    )
    select known, exists (select from asked where asked.key = wanted.key) as asked, (select jobs from enqueued) as jobs
    from wanted order by nth`;
  return rows.map(({ known, asked }) => {
    if (known) return 'known';
    if (!acts) return 'other_mode';
    return asked ? 'queued' : 'known';
  });
}
