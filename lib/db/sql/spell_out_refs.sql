-- The refs that an object names, with those that are the same ones cut: a reference of a payment (`payment_details`) may be
-- the beginning of an invoice's or session's id, 16 characters at the least.
create or replace function hookwell.spell_out_refs(of_account text, in_livemode boolean, given text[], reference text) returns text[]
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  whole text[];
begin
  if reference is not null and length(reference) >= 16 then
    select array_agg(distinct r.ref) into whole from hookwell.order_refs r
    where r.ref >= reference and r.ref < reference || '~'
      and r.livemode = in_livemode and r.account is not distinct from of_account;
    if cardinality(whole) = 1 then given := given || whole; else given := given || reference; end if;
  elsif reference is not null then
    given := given || reference;
  end if;
  return given || array(
    select r.ref from unnest(given) as own(ref), generate_series(16, length(own.ref) - 1) as cut
    join hookwell.order_refs r on true
    where (own.ref like 'in\_%' or own.ref like 'cs\_%') and r.ref = left(own.ref, cut)
      and r.livemode = in_livemode and r.account is not distinct from of_account
  );
end $$;
