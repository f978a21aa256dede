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

-- Locks a purchase, makes its order under `new_id` where there is none, and attaches the refs; also the invoice that Stripe
-- said `of_payment` pays, when it was asked (null: the object names its invoice itself). Returns the orders that were
-- there, the oldest first: null where it was made, and more than one where they turned out to be one purchase.
DROP FUNCTION "resolve_order"(text, boolean, text[], timestamptz, text);
CREATE FUNCTION "resolve_order"(
  of_account text, in_livemode boolean, given text[], of_payment text, started_at timestamptz, new_id text
) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  own_refs text[] := given || ARRAY(
    SELECT l.invoice_id FROM fetched_links l
    WHERE l.payment_intent_id = of_payment AND l.account IS NOT DISTINCT FROM of_account AND l.invoice_id IS NOT NULL
  );
  all_refs text[] := lock_purchase(of_account, own_refs);
  known text[] := (
    SELECT array_agg(o.id ORDER BY o.created_at, o.id) FROM orders o WHERE o.id IN (
      SELECT r.order_id FROM order_refs r WHERE r.account IS NOT DISTINCT FROM of_account AND r.ref = ANY (all_refs)
    )
  );
BEGIN
  IF known IS NULL THEN
    INSERT INTO orders (id, account, livemode, created_at, updated_at)
    VALUES (new_id, of_account, in_livemode, started_at, now());
  END IF;
  INSERT INTO order_refs (account, ref, order_id)
  SELECT of_account, ref, coalesce(known[1], new_id) FROM unnest(own_refs) AS ref
  ON CONFLICT (account, ref) DO NOTHING;
  RETURN known;
END $$;
