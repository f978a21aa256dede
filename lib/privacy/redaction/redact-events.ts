import type { Transaction } from '../../db/client';
import { PERSONAL_COLUMNS, REDACTED } from './personal-columns';

/**
 * Removes the payloads of events that are done, and what was quoted from them: summaries, errors, fetched objects, the
 * columns of their changes that are personal. What stays: ids, times, type, SHA-256, signature, amounts. The body becomes
 * a JSON text of what stands in the event's columns, other texts of it go. The caller holds the rows' locks. Returns the rows cleaned by table.
 */
export async function redactEvents(tx: Transaction, ids: string[]): Promise<Record<string, number>> {
  const [counts] = await tx.$queryRaw<[Record<string, number>]>`
    with events as (
      update hookwell.webhook_events e set
        redacted_at = now(),
        summary = 'payload redacted' || case when e.object_id ~ '^[A-Za-z0-9_]{1,255}$' then ' (' || e.object_id || ')' else '' end,
        last_error = case when e.last_error is not null then ${REDACTED} end
      where e.id = any(${ids}::text[]) returning 1
    ), texts as (
      update hookwell.event_deliveries d set
        body = case when d.number = e.body_number then jsonb_build_object(
          'id', e.id, 'object', 'event', 'type', e.type, 'api_version', e.api_version, 'account', e.account,
          'created', extract(epoch from e.created_at)::bigint, 'livemode', e.livemode, 'redacted', true,
          'data', jsonb_build_object('object', jsonb_build_object(
            'id', case when e.object_id ~ '^[A-Za-z0-9_]{1,255}$' then e.object_id end)))::text end
      from hookwell.webhook_events e
      where e.id = d.event_id and d.body is not null and d.event_id = any(${ids}::text[]) returning 1
    ), attempts as (
      update hookwell.event_attempts set summary = null, stack = null, error = case when error is not null then ${REDACTED} end
      where event_id = any(${ids}::text[]) returning 1
    ), changes as (
      update hookwell.event_changes set before = before - ${PERSONAL_COLUMNS}::text[], after = after - ${PERSONAL_COLUMNS}::text[]
      where event_id = any(${ids}::text[])
        and (coalesce(before, '{}') || coalesce(after, '{}')) ?| ${PERSONAL_COLUMNS}::text[] returning 1
    ), fetched as (
      update hookwell.fetched_objects set body = jsonb_build_object('id', object_id, 'redacted', true)::text
      where event_id = any(${ids}::text[]) returning 1
    ), items as (
      update hookwell.replay_batch_items set error = ${REDACTED}
      where event_id = any(${ids}::text[]) and error is not null returning 1
    )
    select (select count(*)::int from events) as webhook_events, (select count(*)::int from attempts) as event_attempts,
      (select count(*)::int from changes) as event_changes, (select count(*)::int from fetched) as fetched_objects,
      (select count(*)::int from items) as replay_batch_items`;
  return counts;
}
