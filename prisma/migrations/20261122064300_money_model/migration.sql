-- Tables of the money model, and the record of what each event changed.
-- Unique by (account, id) with NULLS NOT DISTINCT: the platform's own account is null.

-- AlterTable
ALTER TABLE "payment_intents" ADD COLUMN     "failure_code" TEXT,
ADD COLUMN     "failure_message" TEXT,
ADD COLUMN     "state_order" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "checkout_sessions" ADD COLUMN     "locale" TEXT,
ADD COLUMN     "payment_failed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "state_order" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "effects" ADD COLUMN     "object_id" TEXT;

-- CreateTable
CREATE TABLE "charges" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "order_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "amount_captured" BIGINT NOT NULL,
    "amount_refunded" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "captured" BOOLEAN NOT NULL,
    "disputed" BOOLEAN NOT NULL,
    "customer_id" TEXT,
    "email" TEXT,
    "payment_intent_id" TEXT,
    "failure_code" TEXT,
    "failure_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state_rank" INTEGER NOT NULL,
    "state_order" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "event_created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "charges_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "refunds" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "order_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT,
    "failure_reason" TEXT,
    "charge_id" TEXT,
    "payment_intent_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state_rank" INTEGER NOT NULL,
    "state_order" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "event_created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "disputes" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "order_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "charge_id" TEXT,
    "payment_intent_id" TEXT,
    "evidence_due_by" TIMESTAMPTZ(3),
    "funds_withdrawn_at" TIMESTAMPTZ(3),
    "funds_reinstated_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state_rank" INTEGER NOT NULL,
    "state_order" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "event_created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "disputes_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "invoices" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "order_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "number" TEXT,
    "billing_reason" TEXT,
    "amount_due" BIGINT NOT NULL,
    "amount_paid" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "customer_id" TEXT,
    "customer_email" TEXT,
    "subscription_id" TEXT,
    "payment_failed" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "state_rank" INTEGER NOT NULL,
    "state_order" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "event_created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invoices_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "subscriptions" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "status" TEXT NOT NULL,
    "customer_id" TEXT,
    "price_id" TEXT,
    "quantity" INTEGER,
    "currency" TEXT,
    "current_period_start" TIMESTAMPTZ(3),
    "current_period_end" TIMESTAMPTZ(3),
    "cancel_at" TIMESTAMPTZ(3),
    "canceled_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "trial_end" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state_rank" INTEGER NOT NULL,
    "state_order" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "event_created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscriptions_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "customers" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "email" TEXT,
    "name" TEXT,
    "locale" TEXT,
    "deleted" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3),
    "state_rank" INTEGER NOT NULL,
    "state_order" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "event_created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "setup_intents" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "status" TEXT NOT NULL,
    "customer_id" TEXT,
    "payment_method_id" TEXT,
    "failure_code" TEXT,
    "failure_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state_rank" INTEGER NOT NULL,
    "state_order" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "event_created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setup_intents_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "payouts" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "status" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "arrival_date" TIMESTAMPTZ(3),
    "failure_code" TEXT,
    "failure_message" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state_rank" INTEGER NOT NULL,
    "state_order" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "event_created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payouts_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "balance_snapshots" (
    "row_id" BIGSERIAL NOT NULL,
    "event_id" TEXT NOT NULL,
    "account" TEXT,
    "livemode" BOOLEAN NOT NULL,
    "currency" TEXT NOT NULL,
    "available" BIGINT NOT NULL,
    "pending" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "balance_snapshots_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "event_changes" (
    "id" BIGSERIAL NOT NULL,
    "event_id" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "order_id" TEXT,
    "operation" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "event_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mails" (
    "effect_key" TEXT NOT NULL,
    "order_id" TEXT,
    "livemode" BOOLEAN NOT NULL,
    "account" TEXT,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mails_pkey" PRIMARY KEY ("effect_key")
);

-- CreateTable
CREATE TABLE "findings" (
    "id" BIGSERIAL NOT NULL,
    "rule" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "order_id" TEXT,
    "message" TEXT NOT NULL,
    "event_ids" TEXT[],
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "findings_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "charges_order_id_idx" ON "charges"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "charges_account_id_key" ON "charges"("account", "id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "refunds_order_id_idx" ON "refunds"("order_id");

-- CreateIndex
CREATE INDEX "refunds_livemode_account_created_at_id_idx" ON "refunds"("livemode", "account", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "refunds_account_id_key" ON "refunds"("account", "id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "disputes_order_id_idx" ON "disputes"("order_id");

-- CreateIndex
CREATE INDEX "disputes_livemode_account_created_at_id_idx" ON "disputes"("livemode", "account", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "disputes_account_id_key" ON "disputes"("account", "id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "invoices_order_id_idx" ON "invoices"("order_id");

-- CreateIndex
CREATE INDEX "invoices_subscription_id_idx" ON "invoices"("subscription_id");

-- CreateIndex
CREATE UNIQUE INDEX "invoices_account_id_key" ON "invoices"("account", "id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "subscriptions_customer_id_idx" ON "subscriptions"("customer_id");

-- CreateIndex
CREATE INDEX "subscriptions_livemode_account_created_at_id_idx" ON "subscriptions"("livemode", "account", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "subscriptions_account_id_key" ON "subscriptions"("account", "id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "customers_email_idx" ON "customers"("email");

-- CreateIndex
CREATE INDEX "customers_livemode_account_created_at_id_idx" ON "customers"("livemode", "account", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "customers_account_id_key" ON "customers"("account", "id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "setup_intents_customer_id_idx" ON "setup_intents"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "setup_intents_account_id_key" ON "setup_intents"("account", "id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "payouts_livemode_account_created_at_id_idx" ON "payouts"("livemode", "account", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "payouts_account_id_key" ON "payouts"("account", "id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "balance_snapshots_livemode_account_created_at_idx" ON "balance_snapshots"("livemode", "account", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "balance_snapshots_event_id_currency_key" ON "balance_snapshots"("event_id", "currency");

-- CreateIndex
CREATE INDEX "event_changes_event_id_id_idx" ON "event_changes"("event_id", "id");

-- CreateIndex
CREATE INDEX "event_changes_order_id_id_idx" ON "event_changes"("order_id", "id");

-- CreateIndex
CREATE INDEX "event_changes_object_id_id_idx" ON "event_changes"("object_id", "id");

-- CreateIndex
CREATE INDEX "mails_created_at_idx" ON "mails"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "findings_rule_object_id_key" ON "findings"("rule", "object_id");

-- AddForeignKey
ALTER TABLE "charges" ADD CONSTRAINT "charges_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_changes" ADD CONSTRAINT "event_changes_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "webhook_events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The ref first: "account is not distinct from" cannot lead an index.
DROP INDEX "order_refs_account_ref_key";
CREATE UNIQUE INDEX "order_refs_ref_account_key" ON "order_refs"("ref", "account") NULLS NOT DISTINCT;

-- Whether an account ever sent an event of an invoice: few rows, asked for each payment.
CREATE INDEX "webhook_events_invoices_idx" ON "webhook_events"((coalesce("account", ''))) WHERE "type" LIKE 'invoice%';

-- CreateTable
CREATE TABLE "fetched_links" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "payment_intent_id" TEXT NOT NULL,
    "invoice_id" TEXT,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "fetched_links_pkey" PRIMARY KEY ("row_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "fetched_links_payment_intent_id_account_key" ON "fetched_links"("payment_intent_id", "account") NULLS NOT DISTINCT;

-- Rows from before this migration get a value; every new row brings its own.
ALTER TABLE "payment_intents" ALTER COLUMN "state_order" DROP DEFAULT;
ALTER TABLE "checkout_sessions" ALTER COLUMN "state_order" DROP DEFAULT;

-- What an event changed, written by the database: no handler can forget it. The worker names the event in
-- hookwell.event_id for the length of its transaction; without one (a migration, a console) nothing is recorded.
-- Bookkeeping columns say nothing about what happened and are left out.
CREATE FUNCTION "record_event_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  event text := nullif(current_setting('hookwell.event_id', true), '');
  bookkeeping text[] := '{row_id,state_rank,state_order,event_id,event_created_at,updated_at}';
  old_row jsonb;
  new_row jsonb;
  any_row jsonb;
BEGIN
  IF event IS NULL THEN RETURN NULL; END IF;
  IF tg_op <> 'INSERT' THEN old_row := to_jsonb(old); END IF;
  IF tg_op <> 'DELETE' THEN new_row := to_jsonb(new); END IF;
  any_row := coalesce(new_row, old_row);
  old_row := old_row - bookkeeping;
  new_row := new_row - bookkeeping;
  IF tg_op = 'UPDATE' THEN
    IF old_row = new_row THEN RETURN NULL; END IF;
    SELECT jsonb_object_agg(key, old_row -> key), jsonb_object_agg(key, value) INTO old_row, new_row
    FROM jsonb_each(new_row) WHERE old_row -> key IS DISTINCT FROM value;
  END IF;
  INSERT INTO event_changes (event_id, table_name, object_id, order_id, operation, before, after)
  VALUES (
    event, tg_table_name, coalesce(any_row ->> 'id', any_row ->> 'key', any_row ->> 'ref', event),
    CASE tg_table_name WHEN 'orders' THEN any_row ->> 'id' ELSE any_row ->> 'order_id' END,
    lower(tg_op), old_row, new_row
  );
  RETURN NULL;
END $$;

DO $$
DECLARE
  projection text;
BEGIN
  FOREACH projection IN ARRAY ARRAY[
    'orders', 'payment_intents', 'checkout_sessions', 'charges', 'refunds', 'disputes', 'invoices', 'subscriptions',
    'customers', 'payment_methods', 'setup_intents', 'payouts', 'balance_snapshots', 'effects'
  ] LOOP
    EXECUTE format(
      'CREATE TRIGGER record_event_change AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION record_event_change()',
      projection
    );
  END LOOP;
END $$;
