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
