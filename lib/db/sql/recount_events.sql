-- Makes another text of an event the one that counts, and the event what that text says: it waits to be applied then. So it is
-- with each other text that comes under the id of Stripe's test events, and with the first that is to be applied of an event that was
-- kept only. Returns the ids. Part of hookwell.record_deliveries, behind the rows that it wrote.
create or replace function hookwell.recount_events(incoming hookwell.incoming_event[], bodies text[], test_id text) returns text[]
language sql set search_path = pg_catalog, pg_temp as $$
  with latest as (
    select distinct on (f.id) f.*, d.number
    from unnest(incoming) with ordinality as f
    join unnest(bodies) with ordinality as b(body, nth) on b.nth = f.ordinality
    join hookwell.event_deliveries d on d.event_id = f.id and d.body is not null and (
      d.body_sha256 = f.body_sha256 or (f.id <> test_id and
        regexp_replace(d.body, '"pending_webhooks": ?\d+', '') = regexp_replace(b.body, '"pending_webhooks": ?\d+', ''))
    )
    where f.source <> 'sweep' and (f.id = test_id or f.applies)
    order by f.id, f.ordinality desc, d.number desc
  ), recounted as (
    update hookwell.webhook_events e set
      type = l.type, api_version = l.api_version, account = l.account, livemode = l.livemode, created_at = l.created_at,
      source = l.source, request_id = l.request_id, object_id = l.object_id, customer_id = l.customer_id,
      applies = coalesce(l.applies, true), body_number = l.number, status = 'pending', next_attempt_at = now(), processed_at = null,
      received_at = case when e.id = test_id then now() else e.received_at end,
      redacted_at = case when e.id = test_id then null else e.redacted_at end
    from latest l
    where e.id = l.id and (
      (e.id = test_id and e.body_number <> l.number) or (not e.applies and l.applies and e.redacted_at is null)
    )
    returning e.id
  )
  select coalesce(array_agg(id), '{}') from recounted
$$;
