-- Stores the events that are new, with their object ids and their jobs, and returns their ids; those whose id is there
-- already are left as they are. No id stands there twice. What is different about a further delivery, or about a copy that
-- a sweep fetched, makes one statement for all of them costly to start: this is for what nearly every delivery is.
-- Sorted, so that two calls with the same events in another order do not deadlock.
CREATE FUNCTION "record_new_events"(
  ids text[], types text[], api_versions text[], accounts text[], livemodes text[], created text[], sources text[],
  bodies text[], bodies_sha256 text[], bodies_bytes text[], signature_headers text[], secret_labels text[],
  verified text[], request_ids text[], about_objects text[], customers text[],
  named_by text[], named_objects text[], named_accounts text[], of_task text, tries integer
) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  stored_ids text[];
BEGIN
  WITH stored AS (
    INSERT INTO webhook_events (
      id, type, api_version, account, livemode, created_at, source, body, body_sha256, body_bytes,
      signature_header, secret_label, verified_at, request_id, object_id, customer_id
    )
    SELECT t.id, t.type, t.api_version, t.account, t.livemode::boolean, t.created_at::timestamptz, t.source::event_source,
      t.body, t.body_sha256, t.body_bytes::integer, t.signature_header, t.secret_label, t.verified_at::timestamptz,
      t.request_id, t.object_id, t.customer_id
    FROM unnest(
      ids, types, api_versions, accounts, livemodes, created, sources, bodies, bodies_sha256, bodies_bytes,
      signature_headers, secret_labels, verified, request_ids, about_objects, customers
    ) AS t(
      id, type, api_version, account, livemode, created_at, source, body, body_sha256, body_bytes,
      signature_header, secret_label, verified_at, request_id, object_id, customer_id
    )
    ORDER BY t.id
    ON CONFLICT DO NOTHING
    RETURNING id
  )
  SELECT array_agg(id ORDER BY id) INTO stored_ids FROM stored;
  IF stored_ids IS NULL THEN
    RETURN '{}';
  END IF;
  INSERT INTO event_objects (event_id, object_id, account)
  SELECT o.event_id, o.object_id, o.account FROM unnest(named_by, named_objects, named_accounts) AS o(event_id, object_id, account)
  WHERE cardinality(stored_ids) = cardinality(ids) OR o.event_id = ANY(stored_ids)
  ON CONFLICT DO NOTHING;
  PERFORM enqueue_jobs(of_task, 'event:', 'id', stored_ids, tries, NULL, NULL);
  RETURN stored_ids;
END $$;
