/**
 * The statements that fill an empty inbox with `events` events, four for each order, spread over the 90 days before now.
 * Every value follows from its number, so that two fills are alike. Ids are scattered: their order is not that of time.
 * What is rare in life (refunds, disputes, payouts) comes for each 16th order, so that its table needs its index too.
 */
export function fillStatements(events: number): string[] {
  const orders = Math.ceil(events / 4);
  return [
    `create function pg_temp.sid(prefix text, n bigint) returns text immutable language sql
       as $$ select prefix || substr(md5(prefix || n), 1, 24) $$`,
    // One row a purchase; everything else is told about it.
    `create temp table o as select n, pg_temp.sid('ord_', n) as id, pg_temp.sid('pi_', n) as pi, pg_temp.sid('ch_', n) as ch,
       pg_temp.sid('cus_', n % ${Math.ceil(orders / 2)}) as cus, pg_temp.sid('pm_', n) as pm, pg_temp.sid('re_', n) as re,
       pg_temp.sid('du_', n) as du, pg_temp.sid('sub_', n) as sub, pg_temp.sid('po_', n) as po, pg_temp.sid('cs_test_', n) as cs,
       pg_temp.sid('in_', n) as inv, n % 10 = 0 as livemode, case when n % 17 = 0 then 'acct_many' || n % 3 end as account,
       'buyer' || n % ${Math.ceil(orders / 2)} || '@example.com' as email, (500 + (n * 7919) % 50000)::bigint as amount,
       (array['usd', 'usd', 'usd', 'eur', 'eur', 'gbp', 'jpy', 'kwd'])[1 + n % 8] as currency,
       date_trunc('milliseconds', now() - interval '90 days' * (1 - n::float8 / ${orders})) as at,
       case when n % 16 = 4 then 'refunded' when n % 16 = 5 then 'partially_refunded' when n % 16 = 6 then 'disputed'
         when n % 101 = 0 then 'failed' when n % 103 = 0 then 'pending' when n % 107 = 0 then 'canceled' else 'paid' end as status
     from generate_series(1, ${orders}) n`,
    `create temp table e as select i, n, livemode, account, cus, pg_temp.sid('evt_', i) as id, at + i % 4 * interval '900 ms' as at,
       type, ids[1] as object_id, array_remove(ids, null) as ids,
       case when type in ('product.updated', 'balance.available') then 'ignored' when i % 503 = 0 then 'failed' when i % 701 = 0 then 'pending'
         when i % 997 = 0 then 'retrying' else 'processed' end as status
     from generate_series(0, ${events - 1}) i join o on o.n = i / 4 + 1, lateral (select case i % 4 when 0 then 0 when 1 then 1 when 2 then 2 else 3 + n % 16 end as k) k,
     lateral (select (array['payment_intent.created', case when status = 'failed' then 'payment_intent.payment_failed' else 'payment_intent.succeeded' end,
         'charge.succeeded', 'customer.created', 'customer.updated', 'payment_method.attached', 'payment_method.detached', 'charge.refunded',
         'refund.created', 'charge.dispute.created', 'customer.subscription.created', 'customer.subscription.updated', 'payout.paid',
         'invoice.paid', 'balance.available', 'checkout.session.completed', 'checkout.session.completed', 'charge.updated', 'product.updated'])[k + 1] as type) t,
     lateral (select case k when 0 then array[pi, cus] when 1 then array[pi, cus, ch] when 2 then array[ch, pi, cus] when 3 then array[cus] when 4 then array[cus]
         when 5 then array[pm, cus] when 6 then array[pm, cus] when 7 then array[ch, pi, re] when 8 then array[re, ch, pi] when 9 then array[du, ch, pi]
         when 10 then array[sub, cus] when 11 then array[sub, cus] when 12 then array[po] when 13 then array[inv, cus] when 14 then array[null::text]
         when 17 then array[ch, pi] when 18 then array[null::text] else array[cs, pi, cus] end as ids) s`,
    `insert into hookwell.webhook_events (id, type, api_version, account, livemode, created_at, received_at, last_delivered_at, source, body_number, status,
       request_id, object_id, customer_id, deliveries, attempts, last_error, next_attempt_at, processed_at, summary)
     select id, type, case when i % 33 = 0 then null when i % 8 = 0 then '2025-03-31.basil' else '2026-10-28.cedar' end, account, livemode,
       date_trunc('second', at), at + interval '1 second', at + interval '1 second',
       (case when i % 50 = 7 then 'sweep' when i % 33 = 5 then 'simulator' else 'webhook' end)::hookwell.event_source, (i % 50 <> 7)::int, status::hookwell.event_status, case when i % 3 = 0 then pg_temp.sid('req_', i / 4) end,
       object_id, cus, 1 + (i % 40 = 0)::int, case status when 'pending' then 0 when 'failed' then 10 when 'retrying' then 3 else 1 end,
       case when status in ('failed', 'retrying') then 'The shop answered 503 Service Unavailable' end,
       case when status = 'retrying' then now() + interval '5 minutes' end,
       case when status in ('processed', 'ignored') then at + interval '1300 ms' end, case when status = 'processed' then 'order ' || n || ' was paid' end
     from e`,
    `insert into hookwell.event_deliveries (event_id, number, received_at, source, secret_label, verified_at, api_version, body_sha256, body_bytes, body)
     select w.id, case w.source when 'sweep' then 0 else number end, w.received_at + (number - 1) * interval '1 hour', w.source, 'test', w.received_at, w.api_version,
       encode(sha256(body::bytea), 'hex'), length(body), case number when 1 then body end
     from hookwell.webhook_events w join e on e.id = w.id, generate_series(1, w.deliveries) number,
       lateral (select format(E'{\\n  "id": "%s",\\n  "object": "event",\\n  "api_version": "2026-10-28.cedar",\\n  "created": %s,\\n  "data": {\\n    "object": {\\n      "id": "%s",\\n      "object": "%s",\\n      "customer": "%s",\\n      "amount": %s,\\n      "currency": "usd",\\n      "metadata": {}\\n    }\\n  },\\n  "livemode": %s,\\n  "type": "%s"\\n}',
       e.id, extract(epoch from at)::bigint, e.object_id, split_part(e.type, '.', 1), cus, n, e.livemode, e.type) as body) b
     where w.source <> 'sweep' or number = 1`,
    `insert into hookwell.event_objects (event_id, object_id, account) select e.id, o.id, e.account from e, unnest(e.ids) o(id)`,
    `insert into hookwell.event_attempts (event_id, number, outcome, summary, error, stack, worker_id, started_at, finished_at)
     select id, number, (case when status in ('failed', 'retrying') then 'failed' else status end)::hookwell.attempt_outcome, null,
       case when status in ('failed', 'retrying') then 'The shop answered 503 Service Unavailable' end, null, 'worker-many', at, at + interval '20 ms'
     from e, generate_series(1, case status when 'failed' then 10 when 'retrying' then 3 else 1 end) number where status <> 'pending' and (status in ('failed', 'retrying') or i % 5 = 0)`,
    `insert into hookwell.orders (id, account, livemode, status, payment_intent_id, customer_id, customer_email, amount, amount_received, amount_outside, amount_disputed, amount_refunded, currency,
       dispute_status, created_at, paid_at, fulfilled_at, updated_at)
     select id, account, livemode, status::hookwell.order_status, pi, cus, email, amount, case when status in ('failed', 'pending', 'canceled') then 0 else amount end,
       case when n % 40 = 9 and status = 'paid' then amount else 0 end, case when status = 'disputed' and n % 3 > 0 then amount else 0 end, case status when 'refunded' then amount when 'partially_refunded' then amount / 2 else 0 end,
       currency, case when status = 'disputed' then 'needs_response' end, at, case when status in ('failed', 'pending', 'canceled') then null else at end,
       case when status in ('failed', 'pending', 'canceled') then null else at + interval '2 seconds' end, at from o`,
    `insert into hookwell.order_refs (account, livemode, ref, order_id) select account, livemode, ref, id from o, unnest(array[pi, ch]) ref`,
    `insert into hookwell.payment_intents (account, id, livemode, order_id, status, amount, amount_received, currency, customer_id, receipt_email, latest_charge_id,
       created_at, succeeded_at, state_rank, state_order, event_id, event_created_at)
     select account, pi, livemode, id, 'succeeded', amount, amount, currency, cus, email, ch, at, at, 9, 0, pg_temp.sid('evt_', (n - 1) * 4 + 1), at from o`,
    `insert into hookwell.charges (account, id, livemode, order_id, status, amount, amount_captured, amount_refunded, currency, captured, disputed, customer_id, email,
       payment_intent_id, created_at, state_rank, state_order, event_id, event_created_at)
     select account, ch, livemode, id, 'succeeded', amount, amount, 0, currency, true, status = 'disputed', cus, email, pi, at, 9, 0, pg_temp.sid('evt_', (n - 1) * 4 + 2), at from o`,
    `insert into hookwell.customers (account, id, livemode, email, name, locale, deleted, created_at, state_rank, state_order, event_id, event_created_at)
     select distinct on (cus, account) account, cus, livemode, email, 'Buyer ' || n, 'en', n % 97 = 0, at, 1, 0, pg_temp.sid('evt_', (n - 1) * 4 + 3), at from o`,
    `insert into hookwell.payment_methods (account, id, livemode, customer_id, type, brand, last4, exp_month, exp_year, fingerprint, status, created_at, attached_at,
       detached_at, event_id, event_created_at)
     select account, pm, livemode, cus, case when n % 9 = 0 then 'sepa_debit' else 'card' end, case when n % 9 = 0 then null when n % 3 = 0 then 'mastercard' else 'visa' end,
       lpad((n % 10000)::text, 4, '0'), 1 + n % 12, 2027 + n % 5, md5(n::text), (case when n % 8 = 3 then 'detached' else 'attached' end)::hookwell.payment_method_status, at, at,
       case when n % 8 = 3 then at + interval '1 day' end, pg_temp.sid('evt_', (n - 1) * 4 + 3), at from o where n % 2 = 0 or n % 8 = 3`,
    `insert into hookwell.refunds (account, id, livemode, order_id, status, amount, currency, reason, charge_id, payment_intent_id, created_at, state_rank, state_order, event_id, event_created_at)
     select account, re, livemode, id, case when n % 7 = 0 then 'failed' when n % 11 = 0 then 'pending' else 'succeeded' end, amount / 2, currency,
       (array['requested_by_customer', 'duplicate', 'fraudulent', null])[1 + n % 4], ch, pi, at, 2, 0, pg_temp.sid('evt_', (n - 1) * 4 + 3), at from o where n % 4 = 0 or n % 16 = 5`,
    `insert into hookwell.disputes (account, id, livemode, order_id, status, amount, currency, reason, charge_id, payment_intent_id, evidence_due_by, created_at, state_rank,
       state_order, event_id, event_created_at)
     select account, du, livemode, id, (array['needs_response', 'under_review', 'won', 'lost', 'lost'])[1 + n % 5], amount, currency,
       (array['fraudulent', 'product_not_received', 'duplicate'])[1 + n % 3], ch, pi, at + interval '14 days', at, 1, 0, pg_temp.sid('evt_', (n - 1) * 4 + 3), at from o where n % 4 = 2`,
    `insert into hookwell.order_movements (order_id, livemode, kind, amount, currency, moved_at, ref)
     select id, livemode, case when n % 40 = 9 and status = 'paid' then 'outside' else 'received' end, amount, currency, at, pi
       from o where status not in ('failed', 'pending', 'canceled')
     union all select id, livemode, 'refunded', case status when 'refunded' then amount else amount / 2 end, currency, at, re
       from o where status in ('refunded', 'partially_refunded')
     union all select id, livemode, 'withdrawn', amount, currency, at, du from o where status = 'disputed'
     union all select id, livemode, 'reinstated', amount, currency, at, du from o where status = 'disputed' and n % 3 = 0`,
    `insert into hookwell.subscriptions (account, id, livemode, status, customer_id, price_id, quantity, currency, current_period_start, current_period_end, created_at,
       state_rank, state_order, event_id, event_created_at)
     select account, sub, livemode, (array['active', 'active', 'active', 'canceled', 'past_due', 'trialing'])[1 + n % 6], cus, 'price_many' || n % 5, 1, currency, at,
       at + interval '30 days', at, 1, 0, pg_temp.sid('evt_', (n - 1) * 4 + 3), at from o where n % 4 = 3`,
    `insert into hookwell.payouts (account, id, livemode, status, amount, currency, arrival_date, failure_code, failure_message, created_at, state_rank, state_order, event_id, event_created_at)
     select account, po, livemode, (array['paid', 'paid', 'paid', 'in_transit', 'failed'])[1 + n % 5], amount * 40, currency, at + interval '2 days',
       case when n % 5 = 4 then 'account_closed' end, case when n % 5 = 4 then 'The bank account has been closed.' end, at, 2, 0, pg_temp.sid('evt_', (n - 1) * 4 + 3), at from o where n % 4 = 1`,
    `insert into hookwell.effects (key, kind, livemode, status, order_id, event_id, attempts, result, last_error, created_at, completed_at)
     select kind || ':' || id, kind, livemode, s::hookwell.effect_status, id, pg_temp.sid('evt_', (n - 1) * 4 + 1), case s when 'failed' then 10 else 1 end,
       case when s = 'done' then '{"message": "done"}'::jsonb end, case when s in ('failed', 'retrying') then 'connect ECONNREFUSED' end, at, case when s = 'done' then at + interval '1 second' end
     from o, unnest(array['fulfil', 'receipt']) kind, lateral (select case when (n + length(kind)) % 211 = 0 then 'failed' when (n + length(kind)) % 499 = 0 then 'retrying'
       when (n + length(kind)) % 997 = 0 then 'pending' when n % 61 = 0 then 'skipped' else 'done' end as s) s`,
    `insert into hookwell.mails (effect_key, order_id, livemode, account, recipient, subject, html, text, message_id, created_at, sent_at)
     select 'receipt:' || id, id, livemode, account, email, 'Your receipt', '<p>Thank you</p>', 'Thank you', '<' || id || '@example.com>', at + interval '3 seconds',
       case when n % 9 <> 0 then at + interval '3 seconds' end from o`,
    `insert into hookwell.event_changes (event_id, table_name, object_id, order_id, operation, before, after, created_at)
     select pg_temp.sid('evt_', (n - 1) * 4 + k), 'orders', id, id, case k when 0 then 'insert' else 'update' end, case k when 1 then '{"status": "pending"}'::jsonb end,
       jsonb_build_object('status', case k when 0 then 'pending' else 'paid' end), at from o, generate_series(0, 1) k`,
  ];
}
