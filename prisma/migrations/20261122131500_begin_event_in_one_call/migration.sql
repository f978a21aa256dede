-- Begins the transaction that applies an event: names the event to the database, which records every row that changes from
-- here on (event_changes), waits for an erasure that is being written and for whoever works on the event, and only then
-- reads. In one statement of a client's the read would see what was there before the wait; in here each statement looks anew.
CREATE FUNCTION "begin_event"(of_event text, lost_after text) RETURNS TABLE (event webhook_events, any_erasure boolean) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('hookwell.event_id', of_event, true), set_config('idle_in_transaction_session_timeout', lost_after, true);
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('erasure', 0));
  PERFORM pg_advisory_xact_lock(hashtextextended('event:' || of_event, 0));
  RETURN QUERY SELECT e, EXISTS (SELECT FROM tombstones) FROM webhook_events e WHERE e.id = of_event;
END $$;
