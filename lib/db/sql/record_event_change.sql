-- Writes down what an event changed in a row, in the same transaction. Whoever changes rows without naming an event
-- (hookwell.event_id) leaves no trace here; what only keeps the row in order is left out.
create or replace function hookwell.record_event_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  event text := nullif(current_setting('hookwell.event_id', true), '');
  bookkeeping text[] := '{row_id,stripe_account,state_rank,state_order,event_id,event_created_at,updated_at,contested}';
  old_row jsonb;
  new_row jsonb;
  any_row jsonb;
begin
  if event is null then return null; end if;
  if tg_op <> 'INSERT' then old_row := to_jsonb(old); end if;
  if tg_op <> 'DELETE' then new_row := to_jsonb(new); end if;
  any_row := coalesce(new_row, old_row);
  old_row := old_row - bookkeeping;
  new_row := new_row - bookkeeping;
  if tg_op = 'UPDATE' then
    if old_row = new_row then return null; end if;
    select jsonb_object_agg(key, old_row -> key), jsonb_object_agg(key, value) into old_row, new_row
    from jsonb_each(new_row) where old_row -> key is distinct from value;
  end if;
  insert into hookwell.event_changes (event_id, table_name, object_id, order_id, operation, before, after)
  values (
    event, tg_table_name, coalesce(any_row ->> 'id', any_row ->> 'key', any_row ->> 'ref', event),
    case tg_table_name when 'orders' then any_row ->> 'id' else any_row ->> 'order_id' end,
    lower(tg_op), old_row, new_row
  );
  return null;
end $$;
