-- Who moves money says which quarter of an hour is to be added up anew. Rows are only added here, so that two workers never
-- wait for each other, as they would for the sums themselves.
create or replace function hookwell.note_movement() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  before timestamptz := case when tg_op <> 'INSERT' then date_bin('15 minutes', old.moved_at, '2000-01-01T00:00Z') end;
  after timestamptz := case when tg_op <> 'DELETE' then date_bin('15 minutes', new.moved_at, '2000-01-01T00:00Z') end;
begin
  if before is not null then insert into hookwell.money_changes (livemode, start) values (old.livemode, before); end if;
  if after is not null and (before is null or (old.livemode, before) is distinct from (new.livemode, after)) then
    insert into hookwell.money_changes (livemode, start) values (new.livemode, after);
  end if;
  return null;
end $$;
