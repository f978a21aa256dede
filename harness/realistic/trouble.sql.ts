/**
 * What is older is only there: applying 10,000 events takes minutes. It reads as if it came before Hookwell knew its types.
 */
export const OLDER_IS_DONE = [
  'delete from hookwell_worker._private_jobs',
  `update hookwell.webhook_events set status = 'ignored', attempts = 1, processed_at = received_at, summary = 'kept; no handler for this type'`,
];

/** While the worker runs, these events meet a database that refuses them: some give up, the others try again later. */
export const TROUBLE = [
  `create table public.trouble as
     select id, row_number() over (partition by type order by created_at desc) > 2 as hopeless from (
       select id, type, created_at, row_number() over (partition by type order by created_at desc) as place
       from hookwell.webhook_events
       where type in ('charge.refunded', 'payment_intent.succeeded') and created_at < now() - interval '1 hour'
     ) latest where place <= 5`,
  `create function public.refuse_trouble() returns trigger language plpgsql as $$
     begin
       if exists (select 1 from public.trouble where id = current_setting('hookwell.event_id', true)) then
         raise exception 'canceling statement due to lock timeout' using errcode = '55P03';
       end if;
       return new;
     end $$`,
  ...['charges', 'payment_intents'].map(
    (table) =>
      `create trigger trouble before insert or update on hookwell.${table} for each row execute function public.refuse_trouble()`,
  ),
  `update hookwell_worker._private_jobs j set max_attempts = 1
   from public.trouble t where j.key = 'event:' || t.id and t.hopeless`,
];

/** What failed waits for a person, and what is tried again has an hour: the tests look at it as it is. */
export const TROUBLE_OVER = [
  'drop trigger trouble on hookwell.charges',
  'drop trigger trouble on hookwell.payment_intents',
  'drop function public.refuse_trouble()',
  'drop table public.trouble',
  `update hookwell_worker._private_jobs set run_at = now() + interval '1 hour' where key like 'event:%'`,
  `update hookwell.webhook_events set next_attempt_at = now() + interval '1 hour' where status = 'retrying'`,
  // Mails that the server did not take, and one order whose fulfilment is not there: a finding.
  `update hookwell.effects set status = 'failed', attempts = 10, completed_at = null, result = null,
     last_error = 'connect ECONNREFUSED: the mail server does not answer'
   where key in (select key from hookwell.effects where kind = 'receipt' and status = 'done' order by created_at desc limit 3)`,
  `delete from hookwell.mails where effect_key in (select key from hookwell.effects where status = 'failed')`,
  `with gone as (
     delete from hookwell.effects where key = (
       select f.key from hookwell.effects f join hookwell.orders o on o.id = f.order_id
       where f.kind = 'fulfil' and f.status = 'done' and o.status = 'paid' order by f.created_at limit 1
     ) returning order_id
   ) update hookwell.orders set fulfilled_at = null where id in (select order_id from gone)`,
];
