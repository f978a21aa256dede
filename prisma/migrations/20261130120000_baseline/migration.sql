-- The whole schema, in the order in which one would explain it: kinds, tables with their indexes, functions, triggers.
-- The functions are those of lib/db/sql. Published migrations are never edited: the next change is a migration of its own
-- (npm run db:migration -- <name>).


-- == Kinds and states ==

create type hookwell.event_status as enum ('pending', 'processed', 'ignored', 'retrying', 'failed');
create type hookwell.event_source as enum ('webhook', 'sweep', 'simulator');
create type hookwell.attempt_outcome as enum ('processed', 'ignored', 'failed');
create type hookwell.replay_status as enum ('running', 'done', 'canceled');
create type hookwell.replay_item_state as enum ('waiting', 'queued', 'retrying', 'processed', 'ignored', 'failed', 'canceled', 'gone');
create type hookwell.order_status as enum ('pending', 'paid', 'partially_refunded', 'refunded', 'disputed', 'failed', 'canceled');
create type hookwell.payment_method_status as enum ('attached', 'detached');
create type hookwell.effect_status as enum ('pending', 'retrying', 'done', 'failed', 'skipped');

-- An event as the door and the sweep hand it over (hookwell.record_new_events); the body travels beside it.
create type hookwell.incoming_event as (
  id text, type text, api_version text, account text, livemode boolean, created_at timestamptz, source hookwell.event_source,
  request_id text, object_id text, customer_id text, object_ids text[],
  secret_label text, signature_header text, verified_at timestamptz, body_sha256 text, body_bytes integer
);

-- == What the inbox received, and what became of it ==


-- What happened, as Stripe says: one row for each event id, in whatever way and however often it came, and how far the inbox
-- is with it. Its text and proof are those of the delivery `body_number`.
create table hookwell.webhook_events (
  id text not null,
  stripe_account text,
  account text,
  livemode boolean not null,
  type text not null,
  api_version text,
  created_at timestamptz(3) not null,
  received_at timestamptz(3) not null default now(),
  last_delivered_at timestamptz(3) not null default now(),
  source hookwell.event_source not null,
  request_id text,
  object_id text,
  customer_id text,
  deliveries integer not null default 1,
  body_number smallint not null default 1,
  status hookwell.event_status not null default 'pending',
  attempts integer not null default 0,
  last_error text,
  next_attempt_at timestamptz(3),
  processed_at timestamptz(3),
  summary text,
  redacted_at timestamptz(3),
  primary key (id)
);
create index webhook_events_livemode_received_at_id_idx on hookwell.webhook_events (livemode, received_at, id);
create index webhook_events_livemode_status_received_at_id_idx on hookwell.webhook_events (livemode, status, received_at, id);
create index webhook_events_livemode_account_received_at_id_idx on hookwell.webhook_events (livemode, account, received_at, id);
create index webhook_events_livemode_type_status_received_at_id_idx on hookwell.webhook_events (livemode, type, status, received_at, id);
create index webhook_events_livemode_source_received_at_id_idx on hookwell.webhook_events (livemode, source, received_at, id);
create index webhook_events_livemode_api_version_received_at_id_idx on hookwell.webhook_events (livemode, api_version, received_at, id);
create index webhook_events_request_id_idx on hookwell.webhook_events (request_id);
create index webhook_events_failing_idx on hookwell.webhook_events (livemode, received_at) include (type) where status in ('failed', 'retrying');
create index webhook_events_unredacted_idx on hookwell.webhook_events (received_at, id) where redacted_at is null and status in ('processed', 'ignored');
create index webhook_events_waiting_idx on hookwell.webhook_events (received_at, id) where status in ('pending', 'retrying', 'failed');

-- One way in which an event came: number 1 to 100 are Stripe's deliveries, and 0 is the copy that a sweep fetched. Never changed
-- after it is written, but for a redaction. The body is the signed text, verbatim; null where it is the event's again, but for
-- `pending_webhooks`. Without a foreign key, like event_objects.
create table hookwell.event_deliveries (
  event_id text not null,
  number smallint not null,
  received_at timestamptz(3) not null default now(),
  source hookwell.event_source not null,
  secret_label text,
  signature_header text,
  verified_at timestamptz(3),
  api_version text,
  body_sha256 text not null,
  body_bytes integer not null,
  body text,
  primary key (event_id, number)
);

-- Every Stripe id an event speaks of, for search and for an object's story. Without a foreign key, whose check for each
-- row is a seventh of what it costs to store an event: a trigger removes them with their event.
create table hookwell.event_objects (
  event_id text not null,
  object_id text not null,
  account text,
  primary key (event_id, object_id)
);
create index event_objects_object_id_account_idx on hookwell.event_objects (object_id, account);

create table hookwell.event_attempts (
  id bigserial not null,
  event_id text not null,
  number integer not null,
  outcome hookwell.attempt_outcome not null,
  summary text,
  error text,
  stack text,
  worker_id text,
  started_at timestamptz(3) not null,
  finished_at timestamptz(3) not null,
  primary key (id),
  constraint event_attempts_event_id_fkey foreign key (event_id) references hookwell.webhook_events (id) on delete cascade on update cascade
);
create index event_attempts_event_id_id_idx on hookwell.event_attempts (event_id, id);

-- Every row that an event changed, written by the database itself in the same transaction (see the migration).
create table hookwell.event_changes (
  id bigserial not null,
  event_id text not null,
  table_name text not null,
  object_id text not null,
  order_id text,
  operation text not null,
  before jsonb,
  after jsonb,
  created_at timestamptz(3) not null default now(),
  primary key (id),
  constraint event_changes_event_id_fkey foreign key (event_id) references hookwell.webhook_events (id) on delete cascade on update cascade
);
create index event_changes_event_id_id_idx on hookwell.event_changes (event_id, id);
create index event_changes_order_id_id_idx on hookwell.event_changes (order_id, id);
create index event_changes_object_id_id_idx on hookwell.event_changes (object_id, id);

-- The object that an event notification is about, as Stripe answered it. Kept, so that a rebuild needs no network.
create table hookwell.fetched_objects (
  event_id text not null,
  account text,
  object_id text,
  type text not null,
  body text not null,
  fetched_at timestamptz(3) not null default now(),
  primary key (event_id),
  constraint fetched_objects_event_id_fkey foreign key (event_id) references hookwell.webhook_events (id) on delete cascade on update cascade
);

-- What the door refused: evidence, never processed, bounded in number and size (lib/rejections). "claimed" is what the
-- body says of itself; nothing vouches for it.
create table hookwell.rejected_deliveries (
  id text not null,
  likeness text not null,
  code text not null,
  cause text not null,
  message text not null,
  door text not null,
  signed boolean not null,
  count integer not null,
  received_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  claimed_event_id text,
  claimed_type text,
  claimed_livemode boolean,
  signature_header text,
  secret_label text,
  body_sha256 text,
  body_bytes integer,
  body_piece text,
  user_agent text,
  remote_address text,
  dismissed_at timestamptz(3),
  primary key (id)
);
create unique index rejected_deliveries_likeness_key on hookwell.rejected_deliveries (likeness);
create index rejected_deliveries_last_seen_at_id_idx on hookwell.rejected_deliveries (last_seen_at, id);
create index rejected_deliveries_code_last_seen_at_id_idx on hookwell.rejected_deliveries (code, last_seen_at, id);

-- == How it makes sure that nothing is missing ==


-- Up to when the inbox was compared with Stripe's list of events, for one account in one mode.
create table hookwell.sweep_states (
  row_id bigserial not null,
  account text,
  stripe_account text,
  livemode boolean not null,
  since timestamptz(3) not null,
  until timestamptz(3) not null,
  checked bigint not null default 0,
  error text,
  erred_at timestamptz(3),
  updated_at timestamptz(3) not null default now(),
  primary key (row_id)
);
create unique index sweep_states_key on hookwell.sweep_states (livemode, account, stripe_account) nulls not distinct;

-- One pass over a window of Stripe's list. What is unfinished is taken up by whoever sweeps next, at `batch` and `cursor`.
create table hookwell.sweep_runs (
  id bigserial not null,
  account text,
  livemode boolean not null,
  trigger text not null,
  since timestamptz(3) not null,
  until timestamptz(3) not null,
  types text[],
  batch integer not null default 0,
  cursor text,
  pages integer not null default 0,
  seen integer not null default 0,
  present integer not null default 0,
  healed integer not null default 0,
  unreadable integer not null default 0,
  counted integer not null default 0,
  started_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  finished_at timestamptz(3),
  primary key (id)
);
create index sweep_runs_livemode_account_finished_at_idx on hookwell.sweep_runs (livemode, account, finished_at);

-- An event that was missing until a sweep fetched it.
create table hookwell.healed_events (
  event_id text not null,
  run_id bigint not null,
  healed_at timestamptz(3) not null default now(),
  primary key (event_id),
  constraint healed_events_run_id_fkey foreign key (run_id) references hookwell.sweep_runs (id) on delete restrict on update cascade,
  constraint healed_events_event_id_fkey foreign key (event_id) references hookwell.webhook_events (id) on delete cascade on update cascade
);
create index healed_events_run_id_idx on hookwell.healed_events (run_id);
create index healed_events_healed_at_idx on hookwell.healed_events (healed_at);

-- == Purchases: what the shop cares for, computed from the objects below ==


-- One purchase, whatever Stripe told it through. Every column but fulfilled_at is computed from the rows below.
create table hookwell.orders (
  id text not null,
  account text,
  stripe_account text,
  livemode boolean not null,
  status hookwell.order_status not null default 'pending',
  payment_intent_id text,
  checkout_session_id text,
  invoice_id text,
  subscription_id text,
  customer_id text,
  customer_email text,
  amount bigint not null default 0,
  amount_received bigint not null default 0,
  amount_refunded bigint not null default 0,
  amount_outside bigint not null default 0,
  amount_disputed bigint not null default 0,
  amount_presented bigint,
  currency_presented text,
  currency text,
  dispute_status text,
  metadata jsonb not null default '{}',
  client_reference_id text,
  billing_reason text,
  created_at timestamptz(3) not null,
  paid_at timestamptz(3),
  fulfilled_at timestamptz(3),
  hold_code text,
  hold_detail text,
  held_at timestamptz(3),
  hold_ends_at timestamptz(3),
  decision text,
  decided_at timestamptz(3),
  decided_by text,
  updated_at timestamptz(3) not null default now(),
  primary key (id)
);
create index orders_livemode_created_at_id_idx on hookwell.orders (livemode, created_at, id);
create index orders_livemode_account_created_at_id_idx on hookwell.orders (livemode, account, created_at, id);
create index orders_livemode_status_created_at_id_idx on hookwell.orders (livemode, status, created_at, id);
create index orders_livemode_currency_created_at_id_idx on hookwell.orders (livemode, currency, created_at, id);
create index orders_customer_id_paid_at_idx on hookwell.orders (customer_id, paid_at);
create index orders_held_idx on hookwell.orders (livemode, hold_code, held_at) where hold_code is not null;
create index orders_hold_ends_idx on hookwell.orders (hold_ends_at) where hold_ends_at is not null;
create index orders_lower_customer_email_idx on hookwell.orders (lower(customer_email));

-- Which orders a pi_, cs_, in_ or ch_ belongs to: one, but for a payment that paid several invoices.
create table hookwell.order_refs (
  row_id bigserial not null,
  account text,
  stripe_account text,
  livemode boolean not null,
  ref text collate "C" not null,
  order_id text not null,
  primary key (row_id),
  constraint order_refs_order_id_fkey foreign key (order_id) references hookwell.orders (id) on delete restrict on update cascade
);
create index order_refs_order_id_idx on hookwell.order_refs (order_id);
create unique index order_refs_key on hookwell.order_refs (ref, livemode, account, stripe_account, order_id) nulls not distinct;

-- Money that came or went, with its moment: what overviews add up. Computed with the order, and replaced with it.
create table hookwell.order_movements (
  row_id bigserial not null,
  order_id text not null,
  livemode boolean not null,
  kind text not null,
  amount bigint not null,
  currency text not null,
  moved_at timestamptz(3) not null,
  ref text not null,
  primary key (row_id),
  constraint order_movements_order_id_fkey foreign key (order_id) references hookwell.orders (id) on delete cascade on update cascade
);
create unique index order_movements_order_id_kind_ref_key on hookwell.order_movements (order_id, kind, ref);
create index order_movements_moved_idx on hookwell.order_movements (livemode, moved_at) include (kind, currency, amount);

-- A handler's own reason to wait with an order.
create table hookwell.order_holds (
  row_id bigserial not null,
  order_id text not null,
  name text not null,
  reason text not null,
  ends_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  primary key (row_id),
  constraint order_holds_order_id_fkey foreign key (order_id) references hookwell.orders (id) on delete cascade on update cascade
);
create unique index order_holds_order_id_name_key on hookwell.order_holds (order_id, name);

-- What Stripe answered when it was asked which invoices a PaymentIntent pays. Kept, so that a rebuild needs no network.
create table hookwell.fetched_links (
  row_id bigserial not null,
  account text,
  stripe_account text,
  livemode boolean not null,
  payment_intent_id text not null,
  answer jsonb not null default '[]',
  fetched_at timestamptz(3) not null default now(),
  primary key (row_id)
);
create unique index fetched_links_key on hookwell.fetched_links (payment_intent_id, livemode, account, stripe_account) nulls not distinct;

-- Ledger of work on the outside. The key names the business fact and never doubles, whoever asks for it.
create table hookwell.effects (
  key text not null,
  kind text not null,
  livemode boolean not null,
  status hookwell.effect_status not null default 'pending',
  order_id text,
  object_id text,
  covers text[] default array[]::text[],
  event_id text,
  attempts integer not null default 0,
  result jsonb,
  last_error text,
  next_attempt_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  completed_at timestamptz(3),
  primary key (key),
  constraint effects_order_id_fkey foreign key (order_id) references hookwell.orders (id) on delete set null on update cascade
);
create index effects_order_id_idx on hookwell.effects (order_id);
create index effects_event_id_idx on hookwell.effects (event_id);
create index effects_status_created_at_idx on hookwell.effects (status, created_at);
create index effects_livemode_created_at_key_idx on hookwell.effects (livemode, created_at, key);
create index effects_livemode_status_created_at_key_idx on hookwell.effects (livemode, status, created_at, key);
create index effects_livemode_kind_created_at_key_idx on hookwell.effects (livemode, kind, created_at, key);

-- A mail that was sent, or, in development, kept to be read in the dashboard.
create table hookwell.mails (
  effect_key text not null,
  order_id text,
  livemode boolean not null,
  account text,
  recipient text not null,
  subject text not null,
  html text not null,
  text text not null,
  message_id text not null,
  created_at timestamptz(3) not null default now(),
  sent_at timestamptz(3),
  redacted_at timestamptz(3),
  primary key (effect_key)
);
create index mails_order_id_idx on hookwell.mails (order_id);
create index mails_livemode_created_at_effect_key_idx on hookwell.mails (livemode, created_at, effect_key);
create index mails_livemode_account_created_at_effect_key_idx on hookwell.mails (livemode, account, created_at, effect_key);
create index mails_kept_idx on hookwell.mails (livemode, created_at, effect_key) where sent_at is null;
create index mails_lower_recipient_idx on hookwell.mails (lower(recipient));
create index mails_sent_idx on hookwell.mails (livemode, created_at, effect_key) where sent_at is not null;
create index mails_unredacted_idx on hookwell.mails (created_at, effect_key) where redacted_at is null;

-- == Stripe's objects, each as the last event told it ==


create table hookwell.payment_intents (
  row_id bigserial not null,
  account text,
  stripe_account text,
  id text not null,
  livemode boolean not null,
  order_id text not null,
  status text not null,
  amount bigint not null,
  amount_received bigint not null,
  amount_capturable bigint not null default 0,
  amount_remaining bigint,
  amount_presented bigint,
  currency_presented text,
  invoice_id text,
  order_reference text,
  review_id text,
  currency text not null,
  customer_id text,
  receipt_email text,
  latest_charge_id text,
  failure_code text,
  failure_message text,
  metadata jsonb not null default '{}',
  created_at timestamptz(3) not null,
  succeeded_at timestamptz(3),
  state_rank integer not null,
  state_order integer not null,
  event_id text not null,
  event_created_at timestamptz(3) not null,
  contested boolean not null default false,
  primary key (row_id),
  constraint payment_intents_order_id_fkey foreign key (order_id) references hookwell.orders (id) on delete restrict on update cascade
);
create index payment_intents_order_id_idx on hookwell.payment_intents (order_id);
create unique index payment_intents_key on hookwell.payment_intents (id, livemode, account, stripe_account) nulls not distinct;

create table hookwell.checkout_sessions (
  row_id bigserial not null,
  account text,
  stripe_account text,
  id text not null,
  livemode boolean not null,
  order_id text,
  mode text not null,
  status text,
  payment_status text not null,
  payment_failed boolean not null default false,
  locale text,
  amount_total bigint,
  amount_presented bigint,
  currency_presented text,
  client_reference_id text,
  currency text,
  customer_id text,
  customer_email text,
  payment_intent_id text,
  subscription_id text,
  invoice_id text,
  metadata jsonb not null default '{}',
  created_at timestamptz(3) not null,
  paid_at timestamptz(3),
  state_rank integer not null,
  state_order integer not null,
  event_id text not null,
  event_created_at timestamptz(3) not null,
  contested boolean not null default false,
  primary key (row_id),
  constraint checkout_sessions_order_id_fkey foreign key (order_id) references hookwell.orders (id) on delete set null on update cascade
);
create index checkout_sessions_order_id_idx on hookwell.checkout_sessions (order_id);
create unique index checkout_sessions_key on hookwell.checkout_sessions (id, livemode, account, stripe_account) nulls not distinct;
create index checkout_sessions_apart_idx on hookwell.checkout_sessions (id collate "C") where order_id is null;
create index checkout_sessions_invoiced_idx on hookwell.checkout_sessions (invoice_id) where order_id is null and invoice_id is not null;
create index checkout_sessions_lower_customer_email_idx on hookwell.checkout_sessions (lower(customer_email));
create index checkout_sessions_subscribing_idx on hookwell.checkout_sessions (subscription_id) where order_id is null and subscription_id is not null;

create table hookwell.charges (
  row_id bigserial not null,
  account text,
  stripe_account text,
  id text not null,
  livemode boolean not null,
  order_id text not null,
  status text not null,
  amount bigint not null,
  amount_captured bigint not null,
  amount_refunded bigint not null,
  currency text not null,
  captured boolean not null,
  disputed boolean not null,
  refunded boolean not null default false,
  expired boolean not null default false,
  amount_released bigint,
  amount_presented bigint,
  currency_presented text,
  invoice_id text,
  review_id text,
  outcome_type text,
  api_version text,
  customer_id text,
  email text,
  payment_intent_id text,
  failure_code text,
  failure_message text,
  created_at timestamptz(3) not null,
  state_rank integer not null,
  state_order integer not null,
  event_id text not null,
  event_created_at timestamptz(3) not null,
  contested boolean not null default false,
  primary key (row_id),
  constraint charges_order_id_fkey foreign key (order_id) references hookwell.orders (id) on delete restrict on update cascade
);
create index charges_order_id_idx on hookwell.charges (order_id);
create unique index charges_key on hookwell.charges (id, livemode, account, stripe_account) nulls not distinct;

-- A manual review of a payment: https://docs.stripe.com/radar/reviews
create table hookwell.reviews (
  row_id bigserial not null,
  account text,
  stripe_account text,
  id text not null,
  livemode boolean not null,
  order_id text not null,
  open boolean not null,
  reason text not null,
  closed_reason text,
  charge_id text,
  payment_intent_id text,
  created_at timestamptz(3) not null,
  state_rank integer not null,
  state_order integer not null,
  event_id text not null,
  event_created_at timestamptz(3) not null,
  contested boolean not null default false,
  primary key (row_id),
  constraint reviews_order_id_fkey foreign key (order_id) references hookwell.orders (id) on delete restrict on update cascade
);
create index reviews_order_id_idx on hookwell.reviews (order_id);
create unique index reviews_key on hookwell.reviews (id, livemode, account, stripe_account) nulls not distinct;

create table hookwell.refunds (
  row_id bigserial not null,
  account text,
  stripe_account text,
  id text not null,
  livemode boolean not null,
  order_id text not null,
  status text not null,
  amount bigint not null,
  currency text not null,
  reason text,
  failure_reason text,
  failed_at timestamptz(3),
  charge_id text,
  payment_intent_id text,
  created_at timestamptz(3) not null,
  state_rank integer not null,
  state_order integer not null,
  event_id text not null,
  event_created_at timestamptz(3) not null,
  contested boolean not null default false,
  primary key (row_id),
  constraint refunds_order_id_fkey foreign key (order_id) references hookwell.orders (id) on delete restrict on update cascade
);
create index refunds_order_id_idx on hookwell.refunds (order_id);
create index refunds_livemode_created_at_id_idx on hookwell.refunds (livemode, created_at, id);
create index refunds_livemode_status_created_at_id_idx on hookwell.refunds (livemode, status, created_at, id);
create index refunds_livemode_currency_created_at_id_idx on hookwell.refunds (livemode, currency, created_at, id);
create index refunds_livemode_account_created_at_id_idx on hookwell.refunds (livemode, account, created_at, id);
create unique index refunds_key on hookwell.refunds (id, livemode, account, stripe_account) nulls not distinct;

create table hookwell.disputes (
  row_id bigserial not null,
  account text,
  stripe_account text,
  id text not null,
  livemode boolean not null,
  order_id text not null,
  status text not null,
  amount bigint not null,
  currency text not null,
  reason text not null,
  charge_id text,
  payment_intent_id text,
  evidence_due_by timestamptz(3),
  funds_withdrawn_at timestamptz(3),
  funds_reinstated_at timestamptz(3),
  created_at timestamptz(3) not null,
  state_rank integer not null,
  state_order integer not null,
  event_id text not null,
  event_created_at timestamptz(3) not null,
  contested boolean not null default false,
  primary key (row_id),
  constraint disputes_order_id_fkey foreign key (order_id) references hookwell.orders (id) on delete restrict on update cascade
);
create index disputes_order_id_idx on hookwell.disputes (order_id);
create index disputes_livemode_created_at_id_idx on hookwell.disputes (livemode, created_at, id);
create index disputes_livemode_status_created_at_id_idx on hookwell.disputes (livemode, status, created_at, id);
create index disputes_livemode_currency_created_at_id_idx on hookwell.disputes (livemode, currency, created_at, id);
create index disputes_livemode_account_created_at_id_idx on hookwell.disputes (livemode, account, created_at, id);
create unique index disputes_key on hookwell.disputes (id, livemode, account, stripe_account) nulls not distinct;
create index disputes_due_idx on hookwell.disputes (livemode, evidence_due_by, id) where status in ('needs_response', 'warning_needs_response', 'appeal_needs_response');

-- What a dispute moved, by the id of its balance transaction: the union over all of the dispute's events.
create table hookwell.dispute_movements (
  row_id bigserial not null,
  account text,
  stripe_account text,
  id text not null,
  livemode boolean not null,
  dispute_id text not null,
  amount bigint not null,
  amount_fee bigint not null,
  currency text not null,
  category text,
  created_at timestamptz(3) not null,
  primary key (row_id)
);
create index dispute_movements_dispute_id_idx on hookwell.dispute_movements (dispute_id);
create unique index dispute_movements_key on hookwell.dispute_movements (id, livemode, account, stripe_account) nulls not distinct;

create table hookwell.invoices (
  row_id bigserial not null,
  account text,
  stripe_account text,
  id text not null,
  livemode boolean not null,
  order_id text not null,
  status text not null,
  number text,
  billing_reason text,
  amount_due bigint not null,
  amount_paid bigint not null,
  amount_total bigint,
  amount_credited_before bigint not null default 0,
  amount_credited_after bigint not null default 0,
  amount_outside bigint not null default 0,
  paid_outside boolean not null default false,
  amount_from_balance bigint not null default 0,
  payment_intent_id text,
  charge_id text,
  metadata jsonb not null default '{}',
  currency text not null,
  customer_id text,
  customer_email text,
  subscription_id text,
  payment_failed boolean not null default false,
  created_at timestamptz(3) not null,
  paid_at timestamptz(3),
  state_rank integer not null,
  state_order integer not null,
  event_id text not null,
  event_created_at timestamptz(3) not null,
  contested boolean not null default false,
  primary key (row_id),
  constraint invoices_order_id_fkey foreign key (order_id) references hookwell.orders (id) on delete restrict on update cascade
);
create index invoices_order_id_idx on hookwell.invoices (order_id);
create index invoices_subscription_id_idx on hookwell.invoices (subscription_id);
create unique index invoices_key on hookwell.invoices (id, livemode, account, stripe_account) nulls not distinct;

-- What links an invoice and a payment, and how much of it: https://docs.stripe.com/api/invoice-payment/object
create table hookwell.invoice_payments (
  row_id bigserial not null,
  account text,
  stripe_account text,
  id text not null,
  livemode boolean not null,
  invoice_id text not null,
  payment_intent_id text,
  charge_id text,
  payment_record_id text,
  amount_paid bigint,
  currency text not null,
  status text not null,
  detached boolean not null default false,
  created_at timestamptz(3) not null,
  paid_at timestamptz(3),
  state_rank integer not null,
  state_order integer not null,
  event_id text not null,
  event_created_at timestamptz(3) not null,
  contested boolean not null default false,
  primary key (row_id)
);
create index invoice_payments_invoice_id_idx on hookwell.invoice_payments (invoice_id);
create index invoice_payments_payment_intent_id_idx on hookwell.invoice_payments (payment_intent_id);
create unique index invoice_payments_key on hookwell.invoice_payments (id, livemode, account, stripe_account) nulls not distinct;

create table hookwell.subscriptions (
  row_id bigserial not null,
  account text,
  stripe_account text,
  id text not null,
  livemode boolean not null,
  status text not null,
  customer_id text,
  price_id text,
  quantity integer,
  items jsonb not null default '[]',
  currency text,
  current_period_start timestamptz(3),
  current_period_end timestamptz(3),
  cancel_at timestamptz(3),
  canceled_at timestamptz(3),
  ended_at timestamptz(3),
  trial_end timestamptz(3),
  created_at timestamptz(3) not null,
  state_rank integer not null,
  state_order integer not null,
  event_id text not null,
  event_created_at timestamptz(3) not null,
  contested boolean not null default false,
  primary key (row_id)
);
create index subscriptions_customer_id_idx on hookwell.subscriptions (customer_id);
create index subscriptions_livemode_created_at_id_idx on hookwell.subscriptions (livemode, created_at, id);
create index subscriptions_livemode_status_created_at_id_idx on hookwell.subscriptions (livemode, status, created_at, id);
create index subscriptions_livemode_currency_created_at_id_idx on hookwell.subscriptions (livemode, currency, created_at, id);
create index subscriptions_livemode_account_created_at_id_idx on hookwell.subscriptions (livemode, account, created_at, id);
create unique index subscriptions_key on hookwell.subscriptions (id, livemode, account, stripe_account) nulls not distinct;

create table hookwell.customers (
  row_id bigserial not null,
  account text,
  stripe_account text,
  id text not null,
  livemode boolean not null,
  email text,
  name text,
  locale text,
  locales text[] default array[]::text[],
  deleted boolean not null default false,
  created_at timestamptz(3),
  state_rank integer not null,
  state_order integer not null,
  event_id text not null,
  event_created_at timestamptz(3) not null,
  contested boolean not null default false,
  primary key (row_id)
);
create index customers_email_idx on hookwell.customers (email);
create unique index customers_key on hookwell.customers (id, livemode, account, stripe_account) nulls not distinct;
create index customers_account_listed_idx on hookwell.customers (livemode, account, coalesce(created_at, event_created_at), id);
create index customers_deleted_idx on hookwell.customers (livemode, coalesce(created_at, event_created_at), id) where deleted;
create index customers_listed_idx on hookwell.customers (livemode, coalesce(created_at, event_created_at), id);
create index customers_lower_email_idx on hookwell.customers (lower(email));
create index customers_lower_name_idx on hookwell.customers (lower(name) text_pattern_ops);

create table hookwell.payment_methods (
  row_id bigserial not null,
  account text,
  stripe_account text,
  id text not null,
  livemode boolean not null,
  customer_id text,
  type text not null,
  brand text,
  last4 text,
  exp_month integer,
  exp_year integer,
  fingerprint text,
  status hookwell.payment_method_status not null,
  created_at timestamptz(3) not null,
  attached_at timestamptz(3),
  detached_at timestamptz(3),
  event_id text not null,
  event_created_at timestamptz(3) not null,
  contested boolean not null default false,
  primary key (row_id)
);
create index payment_methods_customer_id_idx on hookwell.payment_methods (customer_id);
create index payment_methods_livemode_created_at_id_idx on hookwell.payment_methods (livemode, created_at, id);
create index payment_methods_livemode_status_created_at_id_idx on hookwell.payment_methods (livemode, status, created_at, id);
create index payment_methods_livemode_last4_created_at_id_idx on hookwell.payment_methods (livemode, last4, created_at, id);
create index payment_methods_livemode_account_created_at_id_idx on hookwell.payment_methods (livemode, account, created_at, id);
create unique index payment_methods_key on hookwell.payment_methods (id, livemode, account, stripe_account) nulls not distinct;

create table hookwell.setup_intents (
  row_id bigserial not null,
  account text,
  stripe_account text,
  id text not null,
  livemode boolean not null,
  status text not null,
  customer_id text,
  payment_method_id text,
  failure_code text,
  failure_message text,
  created_at timestamptz(3) not null,
  state_rank integer not null,
  state_order integer not null,
  event_id text not null,
  event_created_at timestamptz(3) not null,
  contested boolean not null default false,
  primary key (row_id)
);
create index setup_intents_customer_id_idx on hookwell.setup_intents (customer_id);
create unique index setup_intents_key on hookwell.setup_intents (id, livemode, account, stripe_account) nulls not distinct;

create table hookwell.payouts (
  row_id bigserial not null,
  account text,
  stripe_account text,
  id text not null,
  livemode boolean not null,
  status text not null,
  amount bigint not null,
  currency text not null,
  arrival_date timestamptz(3),
  failure_code text,
  failure_message text,
  created_at timestamptz(3) not null,
  state_rank integer not null,
  state_order integer not null,
  event_id text not null,
  event_created_at timestamptz(3) not null,
  contested boolean not null default false,
  primary key (row_id)
);
create index payouts_livemode_created_at_id_idx on hookwell.payouts (livemode, created_at, id);
create index payouts_livemode_status_created_at_id_idx on hookwell.payouts (livemode, status, created_at, id);
create index payouts_livemode_currency_created_at_id_idx on hookwell.payouts (livemode, currency, created_at, id);
create index payouts_livemode_account_created_at_id_idx on hookwell.payouts (livemode, account, created_at, id);
create unique index payouts_key on hookwell.payouts (id, livemode, account, stripe_account) nulls not distinct;

-- The balance as one `balance.available` told it, a row for each currency. Its id is the event's.
create table hookwell.balance_snapshots (
  row_id bigserial not null,
  event_id text not null,
  account text,
  livemode boolean not null,
  currency text not null,
  available bigint not null,
  pending bigint not null,
  created_at timestamptz(3) not null,
  primary key (row_id)
);
create index balance_snapshots_livemode_account_created_at_idx on hookwell.balance_snapshots (livemode, account, created_at);
create unique index balance_snapshots_event_id_currency_key on hookwell.balance_snapshots (event_id, currency);

-- == Running it: workers, replays, checks, alerts, numbers ==


-- A worker process that beats; whoever lives frees the jobs of one that stopped beating.
create table hookwell.worker_heartbeats (
  pool_id text not null,
  host text not null,
  pid integer not null,
  mode text not null,
  started_at timestamptz(3) not null,
  beat_at timestamptz(3) not null,
  applied_at timestamptz(3),
  asked_at timestamptz(3),
  problem text,
  jobs integer not null default 0,
  busy_since timestamptz(3),
  stopping boolean not null default false,
  primary key (pool_id)
);

-- Many events that a person replays at once. Which ones is settled when it is confirmed: a row of replay_batch_items each.
create table hookwell.replay_batches (
  id bigserial not null,
  livemode boolean not null,
  status hookwell.replay_status not null default 'running',
  selection jsonb not null,
  requested_by_id text,
  requested_by_name text not null,
  total integer not null,
  processed integer not null default 0,
  ignored integer not null default 0,
  failed integer not null default 0,
  canceled integer not null default 0,
  gone integer not null default 0,
  created_at timestamptz(3) not null default now(),
  finished_at timestamptz(3),
  primary key (id)
);
create index replay_batches_livemode_created_at_id_idx on hookwell.replay_batches (livemode, created_at, id);
create index replay_batches_status_idx on hookwell.replay_batches (status);

-- One event of a batch. No reference to the event, so that one can be deleted and the batch still says what it did.
create table hookwell.replay_batch_items (
  batch_id bigint not null,
  position integer not null,
  event_id text not null,
  state hookwell.replay_item_state not null default 'waiting',
  error text,
  finished_at timestamptz(3),
  primary key (batch_id, position),
  constraint replay_batch_items_batch_id_fkey foreign key (batch_id) references hookwell.replay_batches (id) on delete cascade on update cascade
);
create index replay_batch_items_batch_id_state_position_idx on hookwell.replay_batch_items (batch_id, state, position);
create unique index replay_batch_items_batch_id_event_id_key on hookwell.replay_batch_items (batch_id, event_id);
create index replay_batch_items_error_idx on hookwell.replay_batch_items (event_id) where error is not null;

-- Something that a person should look at: an invariant of the money that does not hold.
create table hookwell.findings (
  id bigserial not null,
  rule text not null,
  object_id text not null,
  order_id text,
  message text not null,
  event_ids text[],
  first_seen_at timestamptz(3) not null default now(),
  last_seen_at timestamptz(3) not null default now(),
  resolved_at timestamptz(3),
  primary key (id)
);
create unique index findings_rule_object_id_key on hookwell.findings (rule, object_id);
create index findings_open_idx on hookwell.findings (first_seen_at, id) where resolved_at is null;
create index findings_resolved_idx on hookwell.findings (resolved_at, id) where resolved_at is not null;

-- When a check of the whole inbox last came to its end: no findings means little without it.
create table hookwell.check_runs (
  name text not null,
  finished_at timestamptz(3) not null,
  found integer not null,
  primary key (name)
);

-- Something that went wrong and that somebody was told of, until it is well again.
create table hookwell.alerts (
  id text not null,
  rule text not null,
  message text not null,
  opened_at timestamptz(3) not null default now(),
  last_seen_at timestamptz(3) not null default now(),
  resolved_at timestamptz(3),
  primary key (id)
);
create index alerts_opened_at_idx on hookwell.alerts (opened_at);
create unique index alerts_open_rule_idx on hookwell.alerts (rule) where resolved_at is null;

-- What is to be told of an alert through one channel. It has no job: the queue may be what the alert is about.
create table hookwell.alert_messages (
  alert_id text not null,
  state text not null,
  channel text not null,
  attempts integer not null default 0,
  next_try_at timestamptz(3) not null default now(),
  sent_at timestamptz(3),
  last_error text,
  primary key (alert_id, state, channel),
  constraint alert_messages_alert_id_fkey foreign key (alert_id) references hookwell.alerts (id) on delete cascade on update cascade
);

-- What an admin chose in the dashboard. A key that is not here has the default that its definition names.
create table hookwell.settings (
  key text not null,
  value jsonb not null,
  updated_at timestamptz(3) not null,
  updated_by text not null,
  primary key (key)
);

-- What all processes counted together, for /api/metrics. `labels` is JSON.
create table hookwell.metric_values (
  name text not null,
  labels text not null,
  value double precision not null,
  primary key (name, labels)
);

-- How many events were received in a stretch of 1, 15 or 60 minutes, by type: what charts are drawn from. Counts every
-- event that was received before `until` of the state named `events`, and no later one.
create table hookwell.event_rollups (
  minutes smallint not null,
  livemode boolean not null,
  start timestamptz(3) not null,
  type text not null,
  total integer not null,
  primary key (minutes, livemode, start, type)
);

-- What moved in a quarter of an hour, in one currency's minor unit: the sums of order_movements.
create table hookwell.money_rollups (
  livemode boolean not null,
  start timestamptz(3) not null,
  currency text not null,
  received bigint not null,
  payments integer not null,
  outside bigint not null,
  refunded bigint not null,
  refunds integer not null,
  disputed bigint not null,
  primary key (livemode, start, currency)
);

-- A quarter of an hour whose row in money_rollups is not right any more: a trigger on order_movements notes it, in the
-- transaction that changes the money, and the worker adds it up anew.
create table hookwell.money_changes (
  id bigserial not null,
  livemode boolean not null,
  start timestamptz(3) not null,
  primary key (id)
);
create index money_changes_livemode_start_idx on hookwell.money_changes (livemode, start);

-- How far the rollups are: every event received before is counted. No row: none is.
create table hookwell.rollup_states (
  name text not null,
  until timestamptz(3) not null,
  primary key (name)
);

-- == Privacy ==


-- A customer's or guest's personal data that was removed: who did it, when, and how much it was. Of whom is only there
-- as a keyed hash (lib/erasure/subject-hash.ts).
create table hookwell.erasures (
  id text not null,
  kind text not null,
  subject_hash text not null,
  key_id text not null,
  requested_by_id text,
  requested_by_name text not null,
  counts jsonb not null default '{}',
  started_at timestamptz(3) not null default now(),
  finished_at timestamptz(3),
  primary key (id)
);
create index erasures_started_at_id_idx on hookwell.erasures (started_at, id);

-- What an erasure under way has still to clean: gone when it is done.
create table hookwell.erasure_items (
  erasure_id text not null,
  kind text not null,
  ref text not null,
  primary key (erasure_id, kind, ref),
  constraint erasure_items_erasure_id_fkey foreign key (erasure_id) references hookwell.erasures (id) on delete cascade on update cascade
);

-- The keyed hash of an id or address whose personal data was erased: what arrives about it later is kept without such data.
create table hookwell.tombstones (
  hash text not null,
  kind text not null,
  key_id text not null,
  erasure_id text not null,
  created_at timestamptz(3) not null default now(),
  primary key (hash)
);
create index tombstones_key_id_idx on hookwell.tombstones (key_id);

-- == People ==


-- Who may sign in. The role is `viewer`, `operator` or `admin` (lib/auth/roles.ts).
create table hookwell.users (
  id text not null,
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  role text not null default 'viewer',
  banned boolean not null default false,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null,
  primary key (id)
);
create unique index users_email_key on hookwell.users (email);

-- The token is kept as its SHA-256: who reads the table cannot sign in with it.
create table hookwell.sessions (
  id text not null,
  token text not null,
  user_id text not null,
  ip_address text,
  user_agent text,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null,
  primary key (id),
  constraint sessions_user_id_fkey foreign key (user_id) references hookwell.users (id) on delete cascade on update cascade
);
create unique index sessions_token_key on hookwell.sessions (token);
create index sessions_user_id_created_at_idx on hookwell.sessions (user_id, created_at);
create index sessions_expires_at_idx on hookwell.sessions (expires_at);

-- How a user proves who they are: the password's hash under `credential`. The other columns are for other providers.
create table hookwell.accounts (
  id text not null,
  account_id text not null,
  provider_id text not null,
  user_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  password text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null,
  primary key (id),
  constraint accounts_user_id_fkey foreign key (user_id) references hookwell.users (id) on delete cascade on update cascade
);
create index accounts_user_id_idx on hookwell.accounts (user_id);
create unique index accounts_provider_id_account_id_key on hookwell.accounts (provider_id, account_id);

-- One-time links. The identifier is a SHA-256 of the link's token, the value the user's id.
create table hookwell.verifications (
  id text not null,
  identifier text not null,
  value text not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null,
  primary key (id)
);
create unique index verifications_identifier_key on hookwell.verifications (identifier);
create index verifications_expires_at_idx on hookwell.verifications (expires_at);

-- How often something was tried since `lastRequest`, in milliseconds since 1970: shared by all processes.
create table hookwell.rate_limits (
  id text not null default gen_random_uuid()::text,
  key text not null,
  count integer not null,
  last_request bigint not null,
  primary key (id)
);
create unique index rate_limits_key_key on hookwell.rate_limits (key);
create index rate_limits_last_request_idx on hookwell.rate_limits (last_request);

-- Who did what. The name is kept beside the id, so that it outlives the account.
create table hookwell.audit_entries (
  id bigserial not null,
  at timestamptz(3) not null default now(),
  actor_id text,
  actor_name text not null,
  action text not null,
  target text,
  detail jsonb not null default '{}',
  primary key (id)
);
create index audit_entries_at_id_idx on hookwell.audit_entries (at, id);
create index audit_entries_action_at_id_idx on hookwell.audit_entries (action, at, id);
create index audit_entries_actor_id_at_id_idx on hookwell.audit_entries (actor_id, at, id);

-- == Functions ==

-- lib/db/sql/enqueue_jobs.sql
-- Enqueues a job of one task for each id of new rows: its key is `key_prefix || id`, its payload {field: id}, its priority
-- the one at the same place, else 0. Returns how many were enqueued. A job of that key which waits is made due anew; one that
-- runs at this moment is left alone, so that whatever may have a running job is enqueued by hookwell_worker.add_job instead.
--
-- It leaves the rows and the notification that hookwell_worker.add_jobs leaves. That one takes five statements, and one of
-- them, planned while the queue was empty, reads the whole queue on each call for as long as the connection lives. These
-- tables are graphile-worker's own: where it has migrated them further than what is known here, add_jobs is asked.
create or replace function hookwell.enqueue_jobs(
  of_task text, key_prefix text, field text, ids text[], tries integer, flag text default null, priorities integer[] default null
) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  known_task integer;
  enqueued integer;
begin
  select t.id into known_task from hookwell_worker._private_tasks t
  where t.identifier = of_task and (select max(m.id) from hookwell_worker.migrations m) = 19;
  if known_task is null then
    return (
      select count(*) from hookwell_worker.add_jobs(array(
        select (of_task, json_build_object(field, wanted.id), null, null, tries, key_prefix || wanted.id, wanted.priority,
          case when flag is not null then array[flag] end)::hookwell_worker.job_spec
        from unnest(ids, priorities) as wanted(id, priority)))
    );
  end if;
  insert into hookwell_worker._private_jobs as job (task_id, payload, max_attempts, key, priority, flags)
  select known_task, json_build_object(field, wanted.id), tries, key_prefix || wanted.id, coalesce(wanted.priority, 0),
    case when flag is not null then jsonb_build_object(flag, true) end
  from unnest(ids, priorities) as wanted(id, priority)
  on conflict (key) do update set
    task_id = excluded.task_id, payload = excluded.payload, max_attempts = excluded.max_attempts,
    priority = excluded.priority, flags = excluded.flags, run_at = excluded.run_at, attempts = 0, last_error = null,
    revision = job.revision + 1, updated_at = now()
    where job.locked_at is null;
  get diagnostics enqueued = row_count;
  perform pg_notify('jobs:insert', json_build_object('r', random(), 'count', cardinality(ids))::text);
  return enqueued;
end $$;
-- end of lib/db/sql/enqueue_jobs.sql

-- lib/db/sql/lock_name.sql
-- What is locked for a ref. Invoices and sessions by how their ids begin: a payment's reference to one may be cut, and has
-- to meet the events of the whole id all the same.
create or replace function hookwell.lock_name(ref text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when ref like 'in\_%' or ref like 'cs\_%' then left(ref, 16) else ref end collate "C"
$$;
-- end of lib/db/sql/lock_name.sql

-- lib/db/sql/close_over_refs.sql
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
-- end of lib/db/sql/close_over_refs.sql

-- lib/db/sql/spell_out_refs.sql
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
-- end of lib/db/sql/spell_out_refs.sql

-- lib/db/sql/lock_purchase.sql
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
-- end of lib/db/sql/lock_purchase.sql

-- lib/db/sql/begin_effect.sql
-- Begins the transaction that does an effect: sets what it needs, waits for whoever works on the effect, names its event to
-- the database, which records every row that changes from here on, and reads the effect and its order behind the wait.
-- Some servers end a transaction that waits for the outside: they would call out again for what had succeeded. A machine
-- that is gone shows by its silence on the network: within 30 s, where the system's own rule is two hours.
create or replace function hookwell.begin_effect(of_key text) returns table (effect hookwell.effects, of_order hookwell.orders)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('idle_in_transaction_session_timeout', '0', true), set_config('tcp_keepalives_idle', '15', true),
    set_config('tcp_keepalives_interval', '5', true), set_config('tcp_keepalives_count', '3', true);
  perform pg_advisory_xact_lock(hashtextextended('effect:' || of_key, 0));
  perform set_config('hookwell.event_id', coalesce(e.event_id, ''), true) from hookwell.effects e where e.key = of_key;
  return query select e, o from hookwell.effects e join hookwell.orders o on o.id = e.order_id where e.key = of_key;
end $$;
-- end of lib/db/sql/begin_effect.sql

-- lib/db/sql/begin_event.sql
-- Begins the transaction that applies an event: names the event to the database, which records every row that changes from
-- here on (event_changes), waits for an erasure that is being written and for whoever works on the event, and only then
-- reads it, with the text that counts. In one statement of a client's the read would see what was there before the wait; in
-- here each statement looks anew.
create or replace function hookwell.begin_event(of_event text, lost_after text)
returns table (event hookwell.webhook_events, body text, any_erasure boolean)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('hookwell.event_id', of_event, true), set_config('idle_in_transaction_session_timeout', lost_after, true);
  perform pg_advisory_xact_lock_shared(hashtextextended('erasure', 0));
  perform pg_advisory_xact_lock(hashtextextended('event:' || of_event, 0));
  return query select e, d.body, exists (select from hookwell.tombstones)
    from hookwell.webhook_events e left join hookwell.event_deliveries d on d.event_id = e.id and d.number = e.body_number
    where e.id = of_event;
end $$;
-- end of lib/db/sql/begin_event.sql

-- lib/db/sql/note_movement.sql
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
-- end of lib/db/sql/note_movement.sql

-- lib/db/sql/purchase_rows.sql
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
-- end of lib/db/sql/purchase_rows.sql

-- lib/db/sql/record_deliveries.sql
-- Stores deliveries of events, those of events that are there already and a sweep's copies too; as hookwell.record_new_events,
-- with the same parameters. Returns each event once: whether it is new, and how often Stripe has brought it.
-- - grouped: the same id twice in one batch would be error 21000 (cannot affect row a second time).
-- - order by id: two batches that hold the same events in another order would deadlock.
-- - xmax = 0: only a row that this statement inserted gets a job.
-- - What the sweep fetches is no delivery, has the number 0, and its copy is unsigned: from the first signed body on, that one
--   counts. A row that was written or rewritten here has just as many deliveries as were brought here, and gets its object ids.
-- - A delivery is numbered by the count on the event's row, which the upsert holds locked. A second statement, which sees what was
--   committed while the upsert waited for that lock, writes what was brought: a redaction or another text may have come meanwhile.
-- - A text is kept once; another text under the same id is kept beside it, unless it differs only in how many endpoints Stripe
--   still waits for, or the payload was removed. Beyond a hundred deliveries are only counted: an endless retry must not fill
--   the table.
create or replace function hookwell.record_deliveries(facts json, bodies text[], of_task text, tries integer)
returns table (id text, inserted boolean, deliveries integer)
language plpgsql set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  incoming hookwell.incoming_event[] := array(select f from json_populate_recordset(null::hookwell.incoming_event, facts) as f);
  stored_ids text[];
  are_new boolean[];
  counts integer[];
  new_ids text[];
begin
  with grouped as (
    select distinct on (f.id) f.*, count(*) filter (where f.source <> 'sweep') over (partition by f.id) as deliveries
    from unnest(incoming) with ordinality as f order by f.id, f.source = 'sweep', f.ordinality
  ), stored as (
    insert into hookwell.webhook_events as e (
      id, type, api_version, account, livemode, created_at, source, request_id, object_id, customer_id, deliveries, body_number
    )
    select g.id, g.type, g.api_version, g.account, g.livemode, g.created_at, g.source, g.request_id, g.object_id, g.customer_id,
      g.deliveries, case when g.source = 'sweep' then 0 else 1 end
    from grouped g order by g.id
    on conflict (id) do update set
      deliveries = e.deliveries + excluded.deliveries,
      last_delivered_at = case when excluded.deliveries > 0 then now() else e.last_delivered_at end,
      (source, body_number, api_version, request_id, object_id, customer_id) = (
        select t.source, t.body_number, t.api_version, t.request_id, t.object_id, t.customer_id
        from (values
          (true, excluded.source, excluded.body_number, excluded.api_version, excluded.request_id, excluded.object_id, excluded.customer_id),
          (false, e.source, e.body_number, e.api_version, e.request_id, e.object_id, e.customer_id)
        ) as t(replaces, source, body_number, api_version, request_id, object_id, customer_id)
        where t.replaces = (e.source = 'sweep' and excluded.source <> 'sweep' and e.redacted_at is null)
      )
    returning e.id, (e.xmax = 0) as inserted, e.deliveries
  )
  select array_agg(s.id order by s.id), array_agg(s.inserted order by s.id), array_agg(s.deliveries order by s.id)
  into stored_ids, are_new, counts from stored s;

  with brought as (
    select f.*, b.body, b.nth, regexp_replace(b.body, '"pending_webhooks": ?\d+', '') as told,
      row_number() over (partition by f.id order by f.source = 'sweep', b.nth) as place,
      count(*) filter (where f.source <> 'sweep') over (partition by f.id order by f.source = 'sweep', b.nth) as so_far,
      count(*) filter (where f.source <> 'sweep') over (partition by f.id) as in_all
    from unnest(incoming) with ordinality as f
    join unnest(bodies) with ordinality as b(body, nth) on b.nth = f.ordinality
  ), numbered as (
    select b.*, s.inserted, s.deliveries = b.in_all as rewrites,
      case when b.source = 'sweep' then 0 else s.deliveries - b.in_all + b.so_far end as number
    from brought b join unnest(stored_ids, are_new, counts) as s(id, inserted, deliveries) on s.id = b.id
  ), written as (
    insert into hookwell.event_deliveries (
      event_id, number, source, secret_label, signature_header, verified_at, api_version, body_sha256, body_bytes, body
    )
    select n.id, n.number, n.source, n.secret_label, n.signature_header, n.verified_at, n.api_version, n.body_sha256, n.body_bytes,
      case
        when e.redacted_at is not null then null
        when n.place = 1 and (n.inserted or n.number = 1) then n.body
        when exists (
          select from hookwell.event_deliveries d
          where d.event_id = n.id and regexp_replace(d.body, '"pending_webhooks": ?\d+', '') = n.told
        ) or exists (select from brought p where p.id = n.id and p.place < n.place and p.told = n.told) then null
        else n.body
      end
    from numbered n join hookwell.webhook_events e on e.id = n.id
    where case when n.source = 'sweep' then n.inserted else n.number <= 100 end
    on conflict do nothing
  )
  insert into hookwell.event_objects (event_id, object_id, account)
  select n.id, o.object_id, n.account from numbered n, unnest(n.object_ids) as o(object_id)
  where n.place = 1 and n.rewrites
  on conflict do nothing;

  new_ids := array(select s.id from unnest(stored_ids, are_new) as s(id, inserted) where s.inserted);
  if cardinality(new_ids) > 0 then
    perform hookwell.enqueue_jobs(of_task, 'event:', 'id', new_ids, tries);
  end if;
  return query select s.id, s.inserted, s.deliveries from unnest(stored_ids, are_new, counts) as s(id, inserted, deliveries);
end $$;
-- end of lib/db/sql/record_deliveries.sql

-- lib/db/sql/record_event_change.sql
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
-- end of lib/db/sql/record_event_change.sql

-- lib/db/sql/record_new_events.sql
-- Stores the events that are new, each with its first delivery, its object ids and its job, and returns their ids; those whose
-- id is there already are left as they are. No id stands there twice. What is different about a further delivery, or about a
-- copy that a sweep fetched, makes one statement for all of them costly to start: this is for what nearly every delivery is.
-- Sorted, so that two calls with the same events in another order do not deadlock. `facts` is an array of
-- hookwell.incoming_event as JSON, `bodies` has the signed text of each at the same place.
create or replace function hookwell.record_new_events(facts json, bodies text[], of_task text, tries integer) returns text[]
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  incoming hookwell.incoming_event[] := array(select f from json_populate_recordset(null::hookwell.incoming_event, facts) as f);
  stored_ids text[];
begin
  with stored as (
    insert into hookwell.webhook_events (
      id, type, api_version, account, livemode, created_at, source, request_id, object_id, customer_id
    )
    select f.id, f.type, f.api_version, f.account, f.livemode, f.created_at, f.source, f.request_id, f.object_id, f.customer_id
    from unnest(incoming) as f order by f.id
    on conflict do nothing
    returning id
  )
  select array_agg(id order by id) into stored_ids from stored;
  if stored_ids is null then
    return '{}';
  end if;
  insert into hookwell.event_deliveries (
    event_id, number, source, secret_label, signature_header, verified_at, api_version, body_sha256, body_bytes, body
  )
  select f.id, 1, f.source, f.secret_label, f.signature_header, f.verified_at, f.api_version, f.body_sha256, f.body_bytes, b.body
  from unnest(incoming) with ordinality as f
  join unnest(bodies) with ordinality as b(body, nth) on b.nth = f.ordinality
  where cardinality(stored_ids) = cardinality(incoming) or f.id = any (stored_ids);
  insert into hookwell.event_objects (event_id, object_id, account)
  select f.id, o.object_id, f.account from unnest(incoming) as f, unnest(f.object_ids) as o(object_id)
  where cardinality(stored_ids) = cardinality(incoming) or f.id = any (stored_ids)
  on conflict do nothing;
  perform hookwell.enqueue_jobs(of_task, 'event:', 'id', stored_ids, tries);
  return stored_ids;
end $$;
-- end of lib/db/sql/record_new_events.sql

-- lib/db/sql/remove_event_parts.sql
-- Removes the deliveries and the object ids of events that are deleted. No foreign key does it, whose check for each row is a
-- seventh of what it costs to store an event. Nothing in the app deletes an event; whoever does it by hand leaves nothing behind.
create or replace function hookwell.remove_event_parts() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'TRUNCATE' then
    -- Empty already where the same statement names them, and PostgreSQL refuses to truncate a table twice at a time.
    if exists (select from hookwell.event_objects) then truncate hookwell.event_objects; end if;
    if exists (select from hookwell.event_deliveries) then truncate hookwell.event_deliveries; end if;
  else
    delete from hookwell.event_objects o using deleted d where o.event_id = d.id;
    delete from hookwell.event_deliveries b using deleted d where b.event_id = d.id;
  end if;
  return null;
end $$;
-- end of lib/db/sql/remove_event_parts.sql

-- lib/db/sql/resolve_purchase.sql
-- Locks a purchase, makes an order under `new_id` where there is none, and attaches the refs that no order has. `of_payment`
-- is a payment whose links are looked up among what Stripe answered when it was asked; `reference` is what the payment says of
-- itself. Returns the orders that it may belong to, the oldest first (null: it was made), and where a new object's row goes;
-- which refs and rows belong to which order is decided behind it (lib/orders/group-purchase.ts).
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
-- end of lib/db/sql/resolve_purchase.sql

-- == Triggers ==

create trigger remove_event_parts after delete on hookwell.webhook_events
  referencing old table as deleted for each statement execute function hookwell.remove_event_parts();
create trigger remove_all_event_parts after truncate on hookwell.webhook_events
  for each statement execute function hookwell.remove_event_parts();
create trigger note_money_added after insert or delete on hookwell.order_movements
  for each row execute function hookwell.note_movement();
create trigger note_money_updated after update on hookwell.order_movements
  for each row when (
    (old.moved_at, old.kind, old.amount, old.currency, old.livemode) is distinct from (new.moved_at, new.kind, new.amount, new.currency, new.livemode)
  ) execute function hookwell.note_movement();

-- What an event changes is written down for these tables: the projections that a rebuild computes anew.
create trigger record_event_change after insert or update or delete on hookwell.balance_snapshots
  for each row execute function hookwell.record_event_change();
create trigger record_event_change after insert or update or delete on hookwell.charges
  for each row execute function hookwell.record_event_change();
create trigger record_event_change after insert or update or delete on hookwell.checkout_sessions
  for each row execute function hookwell.record_event_change();
create trigger record_event_change after insert or update or delete on hookwell.customers
  for each row execute function hookwell.record_event_change();
create trigger record_event_change after insert or update or delete on hookwell.dispute_movements
  for each row execute function hookwell.record_event_change();
create trigger record_event_change after insert or update or delete on hookwell.disputes
  for each row execute function hookwell.record_event_change();
create trigger record_event_change after insert or update or delete on hookwell.effects
  for each row execute function hookwell.record_event_change();
create trigger record_event_change after insert or update or delete on hookwell.invoice_payments
  for each row execute function hookwell.record_event_change();
create trigger record_event_change after insert or update or delete on hookwell.invoices
  for each row execute function hookwell.record_event_change();
create trigger record_event_change after insert or update or delete on hookwell.orders
  for each row execute function hookwell.record_event_change();
create trigger record_event_change after insert or update or delete on hookwell.payment_intents
  for each row execute function hookwell.record_event_change();
create trigger record_event_change after insert or update or delete on hookwell.payment_methods
  for each row execute function hookwell.record_event_change();
create trigger record_event_change after insert or update or delete on hookwell.payouts
  for each row execute function hookwell.record_event_change();
create trigger record_event_change after insert or update or delete on hookwell.refunds
  for each row execute function hookwell.record_event_change();
create trigger record_event_change after insert or update or delete on hookwell.reviews
  for each row execute function hookwell.record_event_change();
create trigger record_event_change after insert or update or delete on hookwell.setup_intents
  for each row execute function hookwell.record_event_change();
create trigger record_event_change after insert or update or delete on hookwell.subscriptions
  for each row execute function hookwell.record_event_change();