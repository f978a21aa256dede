-- CreateEnum
CREATE TYPE "replay_status" AS ENUM ('running', 'done', 'canceled');

-- CreateEnum
CREATE TYPE "replay_item_state" AS ENUM ('waiting', 'queued', 'retrying', 'processed', 'ignored', 'failed', 'canceled', 'gone');

-- The list asks for a type in one mode; the index that leads with the mode and holds the status serves that and more.
DROP INDEX "webhook_events_type_received_at_id_idx";

-- CreateTable
CREATE TABLE "replay_batches" (
    "id" BIGSERIAL NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "status" "replay_status" NOT NULL DEFAULT 'running',
    "selection" JSONB NOT NULL,
    "requested_by_id" TEXT,
    "requested_by_name" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "processed" INTEGER NOT NULL DEFAULT 0,
    "ignored" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "canceled" INTEGER NOT NULL DEFAULT 0,
    "gone" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "replay_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "replay_batch_items" (
    "batch_id" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "state" "replay_item_state" NOT NULL DEFAULT 'waiting',
    "error" TEXT,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "replay_batch_items_pkey" PRIMARY KEY ("batch_id","position")
);

-- CreateIndex
CREATE INDEX "replay_batches_livemode_created_at_id_idx" ON "replay_batches"("livemode", "created_at", "id");

-- CreateIndex
CREATE INDEX "replay_batches_status_idx" ON "replay_batches"("status");

-- CreateIndex
CREATE INDEX "replay_batch_items_batch_id_state_position_idx" ON "replay_batch_items"("batch_id", "state", "position");

-- CreateIndex
CREATE UNIQUE INDEX "replay_batch_items_batch_id_event_id_key" ON "replay_batch_items"("batch_id", "event_id");

-- CreateIndex
CREATE INDEX "webhook_events_livemode_type_status_received_at_id_idx" ON "webhook_events"("livemode", "type", "status", "received_at", "id");

-- CreateIndex
CREATE INDEX "webhook_events_livemode_source_received_at_id_idx" ON "webhook_events"("livemode", "source", "received_at", "id");

-- CreateIndex
CREATE INDEX "webhook_events_livemode_api_version_received_at_id_idx" ON "webhook_events"("livemode", "api_version", "received_at", "id");

-- CreateIndex
CREATE INDEX "webhook_events_request_id_idx" ON "webhook_events"("request_id");

-- CreateIndex
CREATE INDEX "effects_event_id_idx" ON "effects"("event_id");

-- AddForeignKey
ALTER TABLE "replay_batch_items" ADD CONSTRAINT "replay_batch_items_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "replay_batches"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An e-mail address is searched for however it is written. Prisma cannot say an index on an expression.
CREATE INDEX "customers_lower_email_idx" ON "customers"(lower("email"));
CREATE INDEX "orders_lower_customer_email_idx" ON "orders"(lower("customer_email"));
CREATE INDEX "checkout_sessions_lower_customer_email_idx" ON "checkout_sessions"(lower("customer_email"));
