-- Orders that hang together, with every row that they are computed from and the effects asked for them, in one call. A
-- function, so that a statement which locks and writes can read behind that: each statement in a volatile one looks anew.
create or replace function hookwell.purchase_rows(of_orders text[]) returns json
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  own_refs text[] := array(select distinct r.ref from hookwell.order_refs r where r.order_id = any (of_orders));
  own_account text := (select o.account from hookwell.orders o where o.id = of_orders[1]);
  own_mode boolean := (select o.livemode from hookwell.orders o where o.id = of_orders[1]);
  invoice_refs text[] := array(select ref from unnest(own_refs) as ref where ref like 'in\_%');
  payment_refs text[] := array(select ref from unnest(own_refs) as ref where ref not like 'in\_%' and ref not like 'cs\_%');
  session_refs text[] := array(select ref from unnest(own_refs) as ref where ref like 'cs\_%');
  subscribing text[];
begin
  if cardinality(session_refs) > 0 then
    subscribing := array(
      select s.id from unnest(session_refs) as own(ref)
      join hookwell.checkout_sessions s on s.id collate "C" >= own.ref and s.id collate "C" < own.ref || '~'
      where s.order_id is null and s.livemode = own_mode and s.account is not distinct from own_account
    );
  end if;
  if cardinality(invoice_refs) > 0 then
    subscribing := subscribing || array(
      select s.id from hookwell.checkout_sessions s
      where s.order_id is null and s.livemode = own_mode and s.account is not distinct from own_account
        and (s.invoice_id = any (invoice_refs) or s.invoice_id is null and s.subscription_id in (
          select i.subscription_id from hookwell.invoices i
          where i.order_id = any (of_orders) and i.billing_reason = 'subscription_create'
        ))
    );
  end if;
  return (
    select json_build_object(
      'orders', (select json_agg(o order by o.created_at, o.id) from hookwell.orders o where o.id = any (of_orders)),
      'refs', (select json_agg(json_build_array(r.ref, r.order_id)) from hookwell.order_refs r where r.order_id = any (of_orders)),
      'paymentIntents', (select json_agg(t) from hookwell.payment_intents t where t.order_id = any (of_orders)),
      'checkoutSessions', (
        select json_agg(t) from hookwell.checkout_sessions t where t.order_id = any (of_orders)
          or (t.id = any (subscribing) and t.livemode = own_mode and t.account is not distinct from own_account)
      ),
      'charges', (select json_agg(t) from hookwell.charges t where t.order_id = any (of_orders)),
      'refunds', (select json_agg(t) from hookwell.refunds t where t.order_id = any (of_orders)),
      'disputes', (select json_agg(t) from hookwell.disputes t where t.order_id = any (of_orders)),
      'disputeMovements', (
        select json_agg(t) from hookwell.dispute_movements t
        join hookwell.disputes d on d.id = t.dispute_id and d.livemode = t.livemode and d.account is not distinct from t.account
        where d.order_id = any (of_orders)
      ),
      'invoices', (select json_agg(t) from hookwell.invoices t where t.order_id = any (of_orders)),
      'reviews', (select json_agg(t) from hookwell.reviews t where t.order_id = any (of_orders)),
      'holds', (select json_agg(t) from hookwell.order_holds t where t.order_id = any (of_orders)),
      'invoicePayments', (
        select json_agg(t) from hookwell.invoice_payments t
        where t.livemode = own_mode and t.account is not distinct from own_account
          and (t.invoice_id = any (invoice_refs) or t.payment_intent_id = any (payment_refs))
      ),
      'answers', (
        select json_agg(json_build_object('paymentIntentId', l.payment_intent_id, 'links', l.answer))
        from hookwell.fetched_links l
        where l.payment_intent_id = any (payment_refs) and l.livemode = own_mode and l.account is not distinct from own_account
      ),
      'effects', (
        select json_agg(json_build_object('orderId', e.order_id, 'kind', e.kind, 'status', e.status, 'covers', e.covers))
        from hookwell.effects e where e.order_id = any (of_orders) and e.object_id is null and e.status <> 'skipped'
      )
    )
  );
end $$;
