-- AlterTable
ALTER TABLE hookwell."webhook_events" ADD COLUMN     "applies" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE hookwell."event_deliveries" ADD COLUMN     "contradicts" BOOLEAN NOT NULL DEFAULT false;

alter type hookwell.incoming_event add attribute applies boolean;

-- For the finding, which is about few of many.
create index event_deliveries_contradicts_idx on hookwell.event_deliveries (received_at) where contradicts;

-- lib/db/sql/record_deliveries.sql
-- Stores deliveries of events, those of events that are there already and a sweep's copies too; as hookwell.record_new_events,
-- with the same parameters. Returns each event once: whether it is new, and how often Stripe has brought it.
-- - grouped: the same id twice in one batch would be error 21000 (cannot affect row a second time).
-- - order by id: two batches that hold the same events in another order would deadlock.
-- - xmax = 0: only a row that this statement inserted gets a job.
-- - What the sweep fetches is no delivery, has the number 0, and its copy is unsigned: from the first signed body on, that one
--   counts. A row that was written or rewritten here has just as many deliveries as were brought here, and gets its object ids.
-- - A delivery is numbered by the count on the event's row, which the upsert holds locked. A second statement, which sees what was
--   committed while the upsert waited for that lock, writes what was brought: a redaction or another text may have come meanwhile.
-- - What is kept without being applied (applies) is applied once a delivery says so, as that delivery has it.
-- - A text is kept once; another text under the same id is kept beside it, unless it differs only in how many endpoints Stripe
--   still waits for, or the payload was removed. Beyond a hundred deliveries are only counted: an endless retry must not fill
--   the table.
-- - Stripe's dashboard sends all its test events under one id: each other text of that one counts, and is applied.
-- - Another text in the same API version, or about another fact, is a contradiction: a worker compares the two.
create or replace function hookwell.record_deliveries(facts json, bodies text[], of_task text, tries integer)
returns table (id text, inserted boolean, deliveries integer)
language plpgsql set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  incoming hookwell.incoming_event[] := array(select f from json_populate_recordset(null::hookwell.incoming_event, facts) as f);
  stored_ids text[];
  are_new boolean[];
  counts integer[];
  waiting_ids text[];
  contradicted_ids text[];
  test_id constant text := 'evt_00000000000000';
begin
  with grouped as (
    select distinct on (f.id) f.*, count(*) filter (where f.source <> 'sweep') over (partition by f.id) as deliveries
    from unnest(incoming) with ordinality as f order by f.id, f.source = 'sweep', f.ordinality
  ), stored as (
    insert into hookwell.webhook_events as e (
      id, type, api_version, account, livemode, created_at, source, request_id, object_id, customer_id, applies, deliveries, body_number
    )
    select g.id, g.type, g.api_version, g.account, g.livemode, g.created_at, g.source, g.request_id, g.object_id, g.customer_id,
      coalesce(g.applies, true), g.deliveries, case when g.source = 'sweep' then 0 else 1 end
    from grouped g order by g.id
    on conflict (id) do update set
      deliveries = e.deliveries + excluded.deliveries,
      last_delivered_at = case when excluded.deliveries > 0 then now() else e.last_delivered_at end,
      (source, body_number, api_version, request_id, object_id, customer_id) = (
        select t.source, t.body_number, t.api_version, t.request_id, t.object_id, t.customer_id
        from (values
          (true, excluded.source, excluded.body_number, excluded.api_version, excluded.request_id, excluded.object_id, excluded.customer_id),
          (false, e.source, e.body_number, e.api_version, e.request_id, e.object_id, e.customer_id)
        ) as t(replaces, source, body_number, api_version, request_id, object_id, customer_id)
        where t.replaces = (e.source = 'sweep' and excluded.source <> 'sweep' and e.redacted_at is null)
      )
    returning e.id, (e.xmax = 0) as inserted, e.deliveries
  )
  select array_agg(s.id order by s.id), array_agg(s.inserted order by s.id), array_agg(s.deliveries order by s.id)
  into stored_ids, are_new, counts from stored s;

  with brought as (
    select f.*, b.body, b.nth, regexp_replace(b.body, '"pending_webhooks": ?\d+', '') as told,
      row_number() over (partition by f.id order by f.source = 'sweep', b.nth) as place,
      count(*) filter (where f.source <> 'sweep') over (partition by f.id order by f.source = 'sweep', b.nth) as so_far,
      count(*) filter (where f.source <> 'sweep') over (partition by f.id) as in_all
    from unnest(incoming) with ordinality as f
    join unnest(bodies) with ordinality as b(body, nth) on b.nth = f.ordinality
  ), numbered as (
    select b.*, s.inserted, s.deliveries = b.in_all as rewrites,
      case when b.source = 'sweep' then 0 else s.deliveries - b.in_all + b.so_far end as number
    from brought b join unnest(stored_ids, are_new, counts) as s(id, inserted, deliveries) on s.id = b.id
  ), written as (
    insert into hookwell.event_deliveries (
      event_id, number, source, secret_label, signature_header, verified_at, api_version, body_sha256, body_bytes, body
    )
    select n.id, n.number, n.source, n.secret_label, n.signature_header, n.verified_at, n.api_version, n.body_sha256, n.body_bytes,
      case
        when e.redacted_at is not null and n.id <> test_id then null
        when n.place = 1 and (n.inserted or n.number = 1) then n.body
        when exists (
          select from hookwell.event_deliveries d
          where d.event_id = n.id and case when n.id = test_id then d.body is not null and d.body_sha256 = n.body_sha256
            else regexp_replace(d.body, '"pending_webhooks": ?\d+', '') = n.told end
        ) or exists (select from brought p where p.id = n.id and p.place < n.place and p.told = n.told) then null
        else n.body
      end
    from numbered n join hookwell.webhook_events e on e.id = n.id
    where case when n.source = 'sweep' then n.inserted else n.number <= case when n.id = test_id then 10000 else 100 end end
    on conflict do nothing
    returning event_id, number, body is not null as has_text
  ), named as (
    insert into hookwell.event_objects (event_id, object_id, account)
    select n.id, o.object_id, n.account from numbered n, unnest(n.object_ids) as o(object_id)
    where (n.place = 1 and n.rewrites) or n.id = test_id
    on conflict do nothing
  )
  select array_agg(distinct n.id) into contradicted_ids
  from written w
  join numbered n on n.id = w.event_id and n.number = w.number
  join hookwell.webhook_events e on e.id = n.id
  where w.has_text and n.id <> test_id and (w.number > 1 or (w.number = 1 and not n.inserted)) and (
    n.api_version is not distinct from e.api_version
    or (n.type, n.livemode, n.created_at) <> (e.type, e.livemode, e.created_at) or n.account is distinct from e.account
  );

  waiting_ids := array(select s.id from unnest(stored_ids, are_new) as s(id, inserted) where s.inserted);
  if cardinality(waiting_ids) > 0 then
    perform hookwell.enqueue_jobs(of_task, 'event:', 'id', waiting_ids, tries);
  end if;
  if exists (select from hookwell.webhook_events e where e.id = any (stored_ids) and (e.id = test_id or not e.applies)) then
    -- Of these a job may be running: enqueue_jobs would leave it alone, and what it began with is not what counts now.
    perform hookwell_worker.add_job(of_task, json_build_object('id', r.id), max_attempts => tries, job_key => 'event:' || r.id)
    from unnest(hookwell.recount_events(incoming, bodies, test_id)) as r(id);
  end if;
  perform hookwell_worker.add_job('compare_deliveries', json_build_object('id', c.id), max_attempts => tries, job_key => 'deliveries:' || c.id)
  from unnest(contradicted_ids) as c(id);
  return query select s.id, s.inserted, s.deliveries from unnest(stored_ids, are_new, counts) as s(id, inserted, deliveries);
end $$;
-- end of lib/db/sql/record_deliveries.sql

-- lib/db/sql/record_new_events.sql
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
-- end of lib/db/sql/record_new_events.sql

-- lib/db/sql/recount_events.sql
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
-- end of lib/db/sql/recount_events.sql
