import type { PoolClient } from 'pg';
import { APPLIED } from './apply-anew';

/**
 * Notes in the scratch schema what cannot be compared, and which rebuilt order is which live one. Left out is what
 * redacted events speak of, since their bodies are gone, what events speak of that were applied while the rebuild ran, and
 * whole orders where one of their refs is among it. Orders have random ids: two are the same where they share refs.
 */
export async function prepareComparison(
  client: PoolClient,
  schema: string,
): Promise<{ redacted: number; late: number }> {
  await client.query(`
    create table ${schema}.left_events as
    select e.id, e.account, case when e.redacted_at is null then 'late' else 'redacted' end as reason
    from hookwell.webhook_events e
    where (e.redacted_at is not null and e.processed_at is not null and e.status <> 'ignored')
      or (${APPLIED} and not exists (select from ${schema}.rebuild_events r where r.id = e.id))`);
  await client.query(`
    create table ${schema}.left_objects as
    select account, object_id, max(reason) as reason from (
      select coalesce(e.account, '') as account, o.object_id, e.reason
      from ${schema}.left_events e join hookwell.event_objects o on o.event_id = e.id
      union all select coalesce(account, ''), id, reason from ${schema}.left_events
    ) as named group by account, object_id`);
  await client.query(`
    create table ${schema}.left_orders as
    with recursive refs as materialized (
      select 'live ' || order_id as id, coalesce(account, '') as account, ref from hookwell.order_refs
      union all select 'rebuilt ' || order_id, coalesce(account, ''), ref from ${schema}.order_refs
    ), reached as (
      select r.id, o.reason from refs r join ${schema}.left_objects o on o.object_id = r.ref and o.account = r.account
      union
      select other.id, reached.reason from reached
      join refs r on r.id = reached.id
      join refs other on other.ref = r.ref and other.account = r.account
    )
    select id, max(reason) as reason from reached group by id`);
  await client.query(`
    create table ${schema}.same_orders as
    with pairs as (
      select l.order_id as live_id, r.order_id as rebuilt_id, count(*) as shared
      from hookwell.order_refs l
      join ${schema}.order_refs r on r.ref = l.ref and r.livemode = l.livemode and coalesce(r.account, '') = coalesce(l.account, '')
      group by l.order_id, r.order_id
    ), ranked as (
      select *, row_number() over (partition by live_id order by shared desc, rebuilt_id) as of_live,
        row_number() over (partition by rebuilt_id order by shared desc, live_id) as of_rebuilt
      from pairs
    )
    select live_id, rebuilt_id from ranked where of_live = 1 and of_rebuilt = 1`);
  for (const table of ['left_objects', 'left_orders', 'same_orders']) await client.query(`analyze ${schema}.${table}`);
  const { rows } = await client.query<{ redacted: number; late: number }>(`
    select count(*) filter (where reason = 'redacted')::int as redacted, count(*) filter (where reason = 'late')::int as late
    from ${schema}.left_events`);
  return rows[0] ?? { redacted: 0, late: 0 };
}
