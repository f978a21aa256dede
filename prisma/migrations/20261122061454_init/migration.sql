-- Written by `npm run db:migration`, then edited by hand:
-- * The unique indexes on (account, ...) say NULLS NOT DISTINCT: the platform's own account is NULL, and without it
--   one Stripe object could have two rows there.
-- * CREATE SCHEMA "public" is gone: it exists, and asking for it needs a right that a database's user may not have.
-- * webhook_events_waiting_idx is new, see there.

-- CreateEnum
CREATE TYPE "event_status" AS ENUM ('pending', 'processed', 'ignored', 'retrying', 'failed');

-- CreateEnum
CREATE TYPE "event_source" AS ENUM ('webhook', 'sweep', 'simulator');

-- CreateEnum
CREATE TYPE "attempt_outcome" AS ENUM ('processed', 'ignored', 'failed');

-- CreateEnum
CREATE TYPE "order_status" AS ENUM ('pending', 'paid', 'partially_refunded', 'refunded', 'disputed', 'failed', 'canceled');

-- CreateEnum
CREATE TYPE "payment_method_status" AS ENUM ('attached', 'detached');

-- CreateEnum
CREATE TYPE "effect_status" AS ENUM ('pending', 'retrying', 'done', 'failed', 'skipped');

-- CreateTable
CREATE TABLE "webhook_events" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "api_version" TEXT,
    "account" TEXT,
    "livemode" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_delivered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "source" "event_source" NOT NULL,
    "status" "event_status" NOT NULL DEFAULT 'pending',
    "body" TEXT NOT NULL,
    "body_sha256" TEXT NOT NULL,
    "body_bytes" INTEGER NOT NULL,
    "signature_header" TEXT,
    "secret_label" TEXT,
    "verified_at" TIMESTAMPTZ(3),
    "request_id" TEXT,
    "object_id" TEXT,
    "customer_id" TEXT,
    "deliveries" INTEGER NOT NULL DEFAULT 1,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "next_attempt_at" TIMESTAMPTZ(3),
    "processed_at" TIMESTAMPTZ(3),
    "summary" TEXT,
    "redacted_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_attempts" (
    "id" BIGSERIAL NOT NULL,
    "event_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "outcome" "attempt_outcome" NOT NULL,
    "summary" TEXT,
    "error" TEXT,
    "stack" TEXT,
    "worker_id" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_objects" (
    "event_id" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "account" TEXT,

    CONSTRAINT "event_objects_pkey" PRIMARY KEY ("event_id","object_id")
);

-- CreateTable
CREATE TABLE "orders" (
    "id" TEXT NOT NULL,
    "account" TEXT,
    "livemode" BOOLEAN NOT NULL,
    "status" "order_status" NOT NULL DEFAULT 'pending',
    "payment_intent_id" TEXT,
    "checkout_session_id" TEXT,
    "invoice_id" TEXT,
    "subscription_id" TEXT,
    "customer_id" TEXT,
    "customer_email" TEXT,
    "amount" BIGINT NOT NULL DEFAULT 0,
    "amount_received" BIGINT NOT NULL DEFAULT 0,
    "amount_refunded" BIGINT NOT NULL DEFAULT 0,
    "currency" TEXT,
    "dispute_status" TEXT,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "fulfilled_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_refs" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "ref" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,

    CONSTRAINT "order_refs_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "payment_intents" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "order_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "amount_received" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "customer_id" TEXT,
    "receipt_email" TEXT,
    "latest_charge_id" TEXT,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "succeeded_at" TIMESTAMPTZ(3),
    "state_rank" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "event_created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_intents_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "checkout_sessions" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "order_id" TEXT,
    "mode" TEXT NOT NULL,
    "status" TEXT,
    "payment_status" TEXT NOT NULL,
    "amount_total" BIGINT,
    "currency" TEXT,
    "customer_id" TEXT,
    "customer_email" TEXT,
    "payment_intent_id" TEXT,
    "subscription_id" TEXT,
    "invoice_id" TEXT,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "state_rank" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "event_created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkout_sessions_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "payment_methods" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "customer_id" TEXT,
    "type" TEXT NOT NULL,
    "brand" TEXT,
    "last4" TEXT,
    "exp_month" INTEGER,
    "exp_year" INTEGER,
    "fingerprint" TEXT,
    "status" "payment_method_status" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "attached_at" TIMESTAMPTZ(3),
    "detached_at" TIMESTAMPTZ(3),
    "event_id" TEXT NOT NULL,
    "event_created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_methods_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "effects" (
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" "effect_status" NOT NULL DEFAULT 'pending',
    "order_id" TEXT,
    "event_id" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "result" JSONB,
    "last_error" TEXT,
    "next_attempt_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "effects_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "worker_heartbeats" (
    "pool_id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_heartbeats_pkey" PRIMARY KEY ("pool_id")
);

-- CreateIndex
CREATE INDEX "webhook_events_livemode_account_received_at_id_idx" ON "webhook_events"("livemode", "account", "received_at", "id");

-- CreateIndex
CREATE INDEX "webhook_events_type_received_at_id_idx" ON "webhook_events"("type", "received_at", "id");

-- Few events wait, or wait for a person, among many that are done: the dashboard and the health check count them
-- and look for the oldest without reading the rest.
CREATE INDEX "webhook_events_waiting_idx" ON "webhook_events"("received_at", "id") WHERE "status" IN ('pending', 'retrying', 'failed');

-- CreateIndex
CREATE INDEX "event_attempts_event_id_id_idx" ON "event_attempts"("event_id", "id");

-- CreateIndex
CREATE INDEX "event_objects_object_id_account_idx" ON "event_objects"("object_id", "account");

-- CreateIndex
CREATE INDEX "orders_livemode_account_created_at_id_idx" ON "orders"("livemode", "account", "created_at", "id");

-- CreateIndex
CREATE INDEX "orders_status_created_at_id_idx" ON "orders"("status", "created_at", "id");

-- CreateIndex
CREATE INDEX "orders_customer_id_idx" ON "orders"("customer_id");

-- CreateIndex
CREATE INDEX "order_refs_order_id_idx" ON "order_refs"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "order_refs_account_ref_key" ON "order_refs"("account", "ref") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "payment_intents_order_id_idx" ON "payment_intents"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_intents_account_id_key" ON "payment_intents"("account", "id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "checkout_sessions_order_id_idx" ON "checkout_sessions"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "checkout_sessions_account_id_key" ON "checkout_sessions"("account", "id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "payment_methods_customer_id_idx" ON "payment_methods"("customer_id");

-- CreateIndex
CREATE INDEX "payment_methods_livemode_account_created_at_id_idx" ON "payment_methods"("livemode", "account", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_methods_account_id_key" ON "payment_methods"("account", "id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "effects_order_id_idx" ON "effects"("order_id");

-- CreateIndex
CREATE INDEX "effects_status_created_at_idx" ON "effects"("status", "created_at");

-- AddForeignKey
ALTER TABLE "event_attempts" ADD CONSTRAINT "event_attempts_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "webhook_events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_objects" ADD CONSTRAINT "event_objects_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "webhook_events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_refs" ADD CONSTRAINT "order_refs_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_intents" ADD CONSTRAINT "payment_intents_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkout_sessions" ADD CONSTRAINT "checkout_sessions_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "effects" ADD CONSTRAINT "effects_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE SET NULL ON UPDATE CASCADE;
