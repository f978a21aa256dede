-- What is locked for a ref. Invoices and sessions by how their ids begin: a payment's reference to one may be cut, and has
-- to meet the events of the whole id all the same.
create or replace function hookwell.lock_name(ref text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when ref like 'in\_%' or ref like 'cs\_%' then left(ref, 16) else ref end collate "C"
$$;
