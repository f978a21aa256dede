-- Begins the transaction that applies an event: names the event to the database, which records every row that changes from
-- here on (event_changes), waits for an erasure that is being written and for whoever works on the event, and only then
-- reads it, with the text that counts. In one statement of a client's the read would see what was there before the wait; in
-- here each statement looks anew.
create or replace function hookwell.begin_event(of_event text, lost_after text)
returns table (event hookwell.webhook_events, body text, any_erasure boolean)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('hookwell.event_id', of_event, true), set_config('idle_in_transaction_session_timeout', lost_after, true);
  perform pg_advisory_xact_lock_shared(hashtextextended('erasure', 0));
  perform pg_advisory_xact_lock(hashtextextended('event:' || of_event, 0));
  return query select e, d.body, exists (select from hookwell.tombstones)
    from hookwell.webhook_events e left join hookwell.event_deliveries d on d.event_id = e.id and d.number = e.body_number
    where e.id = of_event;
end $$;
