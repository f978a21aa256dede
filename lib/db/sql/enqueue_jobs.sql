-- Enqueues a job of one task for each id of new rows: its key is `key_prefix || id`, its payload {field: id}, its priority
-- the one at the same place, else 0. Returns how many were enqueued. A job of that key which waits is made due anew; one that
-- runs at this moment is left alone, so that whatever may have a running job is enqueued by hookwell_worker.add_job instead.
--
-- It leaves the rows and the notification that hookwell_worker.add_jobs leaves. That one takes five statements, and one of
-- them, planned while the queue was empty, reads the whole queue on each call for as long as the connection lives. These
-- tables are graphile-worker's own: where it has migrated them further than what is known here, add_jobs is asked.
create or replace function hookwell.enqueue_jobs(
  of_task text, key_prefix text, field text, ids text[], tries integer, flag text default null, priorities integer[] default null
) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  known_task integer;
  enqueued integer;
begin
  select t.id into known_task from hookwell_worker._private_tasks t
  where t.identifier = of_task and (select max(m.id) from hookwell_worker.migrations m) = 19;
  if known_task is null then
    return (
      select count(*) from hookwell_worker.add_jobs(array(
        select (of_task, json_build_object(field, wanted.id), null, null, tries, key_prefix || wanted.id, wanted.priority,
          case when flag is not null then array[flag] end)::hookwell_worker.job_spec
        from unnest(ids, priorities) as wanted(id, priority)))
    );
  end if;
  insert into hookwell_worker._private_jobs as job (task_id, payload, max_attempts, key, priority, flags)
  select known_task, json_build_object(field, wanted.id), tries, key_prefix || wanted.id, coalesce(wanted.priority, 0),
    case when flag is not null then jsonb_build_object(flag, true) end
  from unnest(ids, priorities) as wanted(id, priority)
  on conflict (key) do update set
    task_id = excluded.task_id, payload = excluded.payload, max_attempts = excluded.max_attempts,
    priority = excluded.priority, flags = excluded.flags, run_at = excluded.run_at, attempts = 0, last_error = null,
    revision = job.revision + 1, updated_at = now()
    where job.locked_at is null;
  get diagnostics enqueued = row_count;
  perform pg_notify('jobs:insert', json_build_object('r', random(), 'count', cardinality(ids))::text);
  return enqueued;
end $$;
