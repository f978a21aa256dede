-- The refs given and every other ref of the orders that they belong to, sorted.
create or replace function hookwell.close_over_refs(of_account text, in_livemode boolean, given text[]) returns text[]
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select coalesce(array_agg(ref order by ref collate "C"), '{}') from (
      select unnest(given) as ref
      union
      select r.ref from hookwell.order_refs r where r.order_id in (
        select f.order_id from hookwell.order_refs f
        where f.ref = any (given) and f.livemode = in_livemode and f.account is not distinct from of_account
      )
    ) as every
  );
end $$;
