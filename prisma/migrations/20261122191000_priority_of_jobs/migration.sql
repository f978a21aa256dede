-- Jobs with a priority of their own, beside the function that has none: processes of the last version call that one while this
-- is migrated, and a function that is dropped under a running statement fails it.

-- Enqueues a job for each id of new rows: its key is `key_prefix || id`, its payload {field: id}, its priority the one at the
-- same place, else 0. Returns how many were
-- enqueued. A job of that key which waits is made due anew; one that runs at this moment is left alone, so that whatever may
-- have a running job is enqueued by graphile_worker.add_job instead.
--
-- It leaves the rows and the notification that graphile_worker.add_jobs leaves. That one takes five statements, and one of
-- them, planned while the queue was empty, reads the whole queue on each call for as long as the connection lives. These
-- tables are graphile-worker's own: where it has migrated them further than what is known here, add_jobs is asked.
CREATE FUNCTION "enqueue_jobs"(
  of_task text, key_prefix text, field text, ids text[], tries integer, flag text, priorities integer[]
) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  known_task integer;
  enqueued integer;
BEGIN
  SELECT id INTO known_task FROM graphile_worker._private_tasks
  WHERE identifier = of_task AND (SELECT max(m.id) FROM graphile_worker.migrations m) = 19;
  IF known_task IS NULL THEN
    RETURN (
      SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
        SELECT (of_task, json_build_object(field, wanted.id), NULL, NULL, tries, key_prefix || wanted.id, wanted.priority,
          CASE WHEN flag IS NOT NULL THEN ARRAY[flag] END)::graphile_worker.job_spec
        FROM unnest(ids, priorities) AS wanted(id, priority)))
    );
  END IF;
  INSERT INTO graphile_worker._private_jobs AS job (task_id, payload, max_attempts, key, priority, flags)
  SELECT known_task, json_build_object(field, wanted.id), tries, key_prefix || wanted.id, coalesce(wanted.priority, 0),
    CASE WHEN flag IS NOT NULL THEN jsonb_build_object(flag, true) END
  FROM unnest(ids, priorities) AS wanted(id, priority)
  ON CONFLICT (key) DO UPDATE SET
    task_id = excluded.task_id, payload = excluded.payload, max_attempts = excluded.max_attempts,
    priority = excluded.priority, flags = excluded.flags, run_at = excluded.run_at, attempts = 0, last_error = NULL,
    revision = job.revision + 1, updated_at = now()
    WHERE job.locked_at IS NULL;
  GET DIAGNOSTICS enqueued = ROW_COUNT;
  PERFORM pg_notify('jobs:insert', json_build_object('r', random(), 'count', cardinality(ids))::text);
  RETURN enqueued;
END $$;

-- As before, for jobs of no priority: an older version's, and those of the statement for all deliveries.
CREATE OR REPLACE FUNCTION "enqueue_jobs"(of_task text, key_prefix text, field text, ids text[], tries integer, flag text DEFAULT NULL)
RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  RETURN enqueue_jobs(of_task, key_prefix, field, ids, tries, flag, NULL);
END $$;
