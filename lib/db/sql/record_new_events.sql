-- Stores the events that are new, each with its first delivery, its object ids and its job, and returns their ids; those whose
-- id is there already are left as they are. No id stands there twice. What is different about a further delivery, or about a
-- copy that a sweep fetched, makes one statement for all of them costly to start: this is for what nearly every delivery is.
-- Sorted, so that two calls with the same events in another order do not deadlock. `facts` is an array of
-- hookwell.incoming_event as JSON, `bodies` has the signed text of each at the same place.
create or replace function hookwell.record_new_events(facts json, bodies text[], of_task text, tries integer) returns text[]
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  incoming hookwell.incoming_event[] := array(select f from json_populate_recordset(null::hookwell.incoming_event, facts) as f);
  stored_ids text[];
begin
  with stored as (
    insert into hookwell.webhook_events (
      id, type, api_version, account, livemode, created_at, source, request_id, object_id, customer_id, applies
    )
    select f.id, f.type, f.api_version, f.account, f.livemode, f.created_at, f.source, f.request_id, f.object_id, f.customer_id, coalesce(f.applies, true)
    from unnest(incoming) as f order by f.id
    on conflict do nothing
    returning id
  )
  select array_agg(id order by id) into stored_ids from stored;
  if stored_ids is null then
    return '{}';
  end if;
  insert into hookwell.event_deliveries (
    event_id, number, source, secret_label, signature_header, verified_at, api_version, body_sha256, body_bytes, body
  )
  select f.id, 1, f.source, f.secret_label, f.signature_header, f.verified_at, f.api_version, f.body_sha256, f.body_bytes, b.body
  from unnest(incoming) with ordinality as f
  join unnest(bodies) with ordinality as b(body, nth) on b.nth = f.ordinality
  where cardinality(stored_ids) = cardinality(incoming) or f.id = any (stored_ids);
  insert into hookwell.event_objects (event_id, object_id, account)
  select f.id, o.object_id, f.account from unnest(incoming) as f, unnest(f.object_ids) as o(object_id)
  where cardinality(stored_ids) = cardinality(incoming) or f.id = any (stored_ids)
  on conflict do nothing;
  perform hookwell.enqueue_jobs(of_task, 'event:', 'id', stored_ids, tries);
  return stored_ids;
end $$;
