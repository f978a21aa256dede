-- One transaction at a time for each ref of a purchase: takes the locks of all its refs in sorted order, so that two events of
-- one purchase cannot deadlock, and returns the refs. A ref may belong to several orders, so that what is reached may reach
-- further. If another transaction attached one more before the locks were ours, it gives them back (the end of a block with
-- EXCEPTION does that) and starts again with all of them, until nothing is added.
create or replace function hookwell.lock_purchase(of_account text, in_livemode boolean, given text[]) returns text[]
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  wanted text[] := hookwell.close_over_refs(of_account, in_livemode, given);
  meanwhile text[];
begin
  loop
    begin
      perform pg_advisory_xact_lock(hashtextextended('ref:' || coalesce(of_account, '') || ':' || name, 0))
      from (select distinct hookwell.lock_name(ref) as name from unnest(wanted) as ref order by 1) as names;
      meanwhile := hookwell.close_over_refs(of_account, in_livemode, wanted);
      if cardinality(meanwhile) = cardinality(wanted) then return wanted; end if;
      raise sqlstate 'HW001';
    exception when sqlstate 'HW001' then
      wanted := meanwhile;
    end;
  end loop;
end $$;
