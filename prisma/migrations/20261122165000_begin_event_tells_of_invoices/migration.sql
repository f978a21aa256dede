-- As before, and says whether the account was ever heard of through an event of an invoice: what tells of a payment has
-- something to ask Stripe for only then, and most events can be applied at once.
DROP FUNCTION "begin_event"(text, text);
CREATE FUNCTION "begin_event"(of_event text, lost_after text)
RETURNS TABLE (event webhook_events, any_erasure boolean, has_invoices boolean) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('hookwell.event_id', of_event, true), set_config('idle_in_transaction_session_timeout', lost_after, true);
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('erasure', 0));
  PERFORM pg_advisory_xact_lock(hashtextextended('event:' || of_event, 0));
  RETURN QUERY SELECT e, EXISTS (SELECT FROM tombstones), (
    -- The least of them, because that is one step into its index; for exists() the planner may read the whole table.
    SELECT min(coalesce(i.account, '')) FROM webhook_events i
    WHERE i.type LIKE 'invoice%' AND coalesce(i.account, '') = coalesce(e.account, '')
  ) IS NOT NULL FROM webhook_events e WHERE e.id = of_event;
END $$;
