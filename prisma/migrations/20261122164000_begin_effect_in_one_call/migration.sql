-- Begins the transaction that does an effect: sets what it needs, waits for whoever works on the effect, names its event to
-- the database, which records every row that changes from here on, and reads the effect and its order behind the wait.
-- Some servers end a transaction that waits for the outside: they would call out again for what had succeeded. A machine
-- that is gone shows by its silence on the network: within 30 s, where the system's own rule is two hours.
CREATE FUNCTION "begin_effect"(of_key text) RETURNS TABLE (effect effects, of_order orders) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('idle_in_transaction_session_timeout', '0', true), set_config('tcp_keepalives_idle', '15', true),
    set_config('tcp_keepalives_interval', '5', true), set_config('tcp_keepalives_count', '3', true);
  PERFORM pg_advisory_xact_lock(hashtextextended('effect:' || of_key, 0));
  PERFORM set_config('hookwell.event_id', coalesce(e.event_id, ''), true) FROM effects e WHERE e.key = of_key;
  RETURN QUERY SELECT e, o FROM effects e JOIN orders o ON o.id = e.order_id WHERE e.key = of_key;
END $$;
