-- Removes the deliveries and the object ids of events that are deleted. No foreign key does it, whose check for each row is a
-- seventh of what it costs to store an event. Nothing in the app deletes an event; whoever does it by hand leaves nothing behind.
create or replace function hookwell.remove_event_parts() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'TRUNCATE' then
    -- Empty already where the same statement names them, and PostgreSQL refuses to truncate a table twice at a time.
    if exists (select from hookwell.event_objects) then truncate hookwell.event_objects; end if;
    if exists (select from hookwell.event_deliveries) then truncate hookwell.event_deliveries; end if;
  else
    delete from hookwell.event_objects o using deleted d where o.event_id = d.id;
    delete from hookwell.event_deliveries b using deleted d where b.event_id = d.id;
  end if;
  return null;
end $$;
