-- Makes the last text that was brought under the id of Stripe's test events the one that counts, unless it does already: the
-- event is what that text says, and waits to be applied. Part of hookwell.record_deliveries, behind the rows that it wrote.
create or replace function hookwell.recount_test_event(incoming hookwell.incoming_event[], bodies text[], test_id text) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update hookwell.webhook_events e set
    type = l.type, api_version = l.api_version, account = l.account, livemode = l.livemode, created_at = l.created_at,
    source = l.source, request_id = l.request_id, object_id = l.object_id, customer_id = l.customer_id,
    applies = coalesce(l.applies, true), body_number = l.number, received_at = now(), redacted_at = null, status = 'pending',
    next_attempt_at = now(), processed_at = null
  from (
    select f.*, d.number
    from unnest(incoming) with ordinality as f
    join unnest(bodies) with ordinality as b(body, nth) on b.nth = f.ordinality
    join hookwell.event_deliveries d on d.event_id = f.id
      and regexp_replace(d.body, '"pending_webhooks": ?\d+', '') = regexp_replace(b.body, '"pending_webhooks": ?\d+', '')
    where f.id = test_id and f.source <> 'sweep'
    order by f.ordinality desc, d.number desc limit 1
  ) l
  where e.id = l.id and e.body_number <> l.number
$$;
