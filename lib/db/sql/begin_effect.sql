-- Begins the transaction that does an effect: sets what it needs, waits for whoever works on the effect, names its event to
-- the database, which records every row that changes from here on, and reads the effect and its order behind the wait.
-- Some servers end a transaction that waits for the outside: they would call out again for what had succeeded. A machine
-- that is gone shows by its silence on the network: within 30 s, where the system's own rule is two hours.
create or replace function hookwell.begin_effect(of_key text) returns table (effect hookwell.effects, of_order hookwell.orders)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('idle_in_transaction_session_timeout', '0', true), set_config('tcp_keepalives_idle', '15', true),
    set_config('tcp_keepalives_interval', '5', true), set_config('tcp_keepalives_count', '3', true);
  perform pg_advisory_xact_lock(hashtextextended('effect:' || of_key, 0));
  perform set_config('hookwell.event_id', coalesce(e.event_id, ''), true) from hookwell.effects e where e.key = of_key;
  return query select e, o from hookwell.effects e join hookwell.orders o on o.id = e.order_id where e.key = of_key;
end $$;
