-- Locks a purchase, makes an order under `new_id` where there is none, and attaches the refs that no order has. `of_payment`
-- is a payment whose links are looked up among what Stripe answered when it was asked; `reference` is what the payment says of
-- itself. Returns the orders that it may belong to, the oldest first (null: it was made), and where a new object's row goes;
-- which refs and rows belong to which order is decided behind it (lib/payments/orders/group-purchase.ts).
create or replace function hookwell.resolve_purchase(
  of_account text, in_livemode boolean, given text[], of_payment text, reference text, started_at timestamptz, new_id text,
  out known text[], out target text
) language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  own_refs text[] := hookwell.spell_out_refs(of_account, in_livemode, given || array(
    select link ->> 'invoice' from hookwell.fetched_links l, jsonb_array_elements(l.answer) as link
    where l.payment_intent_id = of_payment and l.livemode = in_livemode and l.account is not distinct from of_account
      and link ->> 'status' is distinct from 'canceled'
  ), reference);
  all_refs text[] := hookwell.lock_purchase(of_account, in_livemode, own_refs);
  behind text[] := hookwell.spell_out_refs(of_account, in_livemode, given, reference);
begin
  -- Another transaction may have brought the whole id, or the cut one, before the locks were ours.
  if not behind <@ all_refs then
    own_refs := own_refs || behind;
    all_refs := hookwell.lock_purchase(of_account, in_livemode, own_refs);
  end if;
  select array_agg(o.id order by o.created_at, o.id) into known from hookwell.orders o where o.id in (
    select r.order_id from hookwell.order_refs r
    where r.ref = any (all_refs) and r.livemode = in_livemode and r.account is not distinct from of_account
  );
  if known is null then
    insert into hookwell.orders (id, account, livemode, created_at, updated_at)
    values (new_id, of_account, in_livemode, started_at, now());
    target := new_id;
  elsif cardinality(known) = 1 then
    target := known[1];
  else
    select r.order_id into target from hookwell.order_refs r
    where r.ref = any (given) and r.livemode = in_livemode and r.account is not distinct from of_account
    order by array_position(given, r.ref), array_position(known, r.order_id) limit 1;
    target := coalesce(target, known[1]);
  end if;
  insert into hookwell.order_refs (account, livemode, ref, order_id)
  select distinct of_account, in_livemode, own.ref, target from unnest(own_refs) as own(ref)
  where not exists (
    select from hookwell.order_refs r
    where r.ref = own.ref and r.livemode = in_livemode and r.account is not distinct from of_account
  )
  on conflict do nothing;
end $$;
