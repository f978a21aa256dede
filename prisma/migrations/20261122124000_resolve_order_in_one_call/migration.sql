-- What took the worker seven round trips an event. Each statement in a volatile function sees what was committed by then,
-- just as if the client had sent it. Tables are named without a schema: a rebuild runs the same on copies of its own.

-- The refs given and every other ref of the orders that they belong to, sorted.
CREATE FUNCTION "close_over_refs"(of_account text, given text[]) RETURNS text[] LANGUAGE plpgsql AS $$
BEGIN
  RETURN (
    SELECT coalesce(array_agg(ref ORDER BY ref COLLATE "C"), '{}') FROM (
      SELECT unnest(given) AS ref
      UNION
      SELECT r.ref FROM order_refs r WHERE r.order_id IN (
        SELECT f.order_id FROM order_refs f WHERE f.account IS NOT DISTINCT FROM of_account AND f.ref = ANY (given)
      )
    ) AS every
  );
END $$;

-- One transaction at a time for each ref of a purchase: takes the locks of all its refs in sorted order, so that two
-- events of one purchase cannot deadlock, and returns the refs. If another transaction attached one more before the
-- locks were ours, gives them back (the end of a block with EXCEPTION does that) and starts again with all of them.
CREATE FUNCTION "lock_purchase"(of_account text, given text[]) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  wanted text[] := close_over_refs(of_account, given);
  meanwhile text[];
BEGIN
  LOOP
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('ref:' || coalesce(of_account, '') || ':' || ref, 0))
      FROM unnest(wanted) AS ref;
      meanwhile := close_over_refs(of_account, wanted);
      IF cardinality(meanwhile) = cardinality(wanted) THEN RETURN wanted; END IF;
      RAISE SQLSTATE 'HW001';
    EXCEPTION WHEN SQLSTATE 'HW001' THEN
      wanted := meanwhile;
    END;
  END LOOP;
END $$;

-- Locks a purchase, makes its order under `new_id` where there is none, and attaches the refs. Returns the orders that
-- were there, the oldest first: null where it was made, and more than one where they turned out to be one purchase.
CREATE FUNCTION "resolve_order"(of_account text, in_livemode boolean, given text[], started_at timestamptz, new_id text)
RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  all_refs text[] := lock_purchase(of_account, given);
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
  SELECT of_account, ref, coalesce(known[1], new_id) FROM unnest(given) AS ref
  ON CONFLICT (account, ref) DO NOTHING;
  RETURN known;
END $$;
