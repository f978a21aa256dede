-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "check_runs" (
    "name" TEXT NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,
    "found" INTEGER NOT NULL,

    CONSTRAINT "check_runs_pkey" PRIMARY KEY ("name")
);

-- Counts by time, type and status and the lags between the times are read from the index alone, without the events'
-- bodies. Prisma cannot say INCLUDE, so its own index of these columns gets what it lacks.
DROP INDEX "webhook_events_livemode_received_at_id_idx";
CREATE INDEX "webhook_events_livemode_received_at_id_idx" ON "webhook_events"("livemode", "received_at", "id")
  INCLUDE ("status", "type", "source", "created_at", "processed_at");

DROP INDEX "refunds_livemode_created_at_id_idx";
CREATE INDEX "refunds_livemode_created_at_id_idx" ON "refunds"("livemode", "created_at", "id")
  INCLUDE ("currency", "amount", "status", "reason");

CREATE INDEX "orders_paid_idx" ON "orders"("livemode", "paid_at") INCLUDE ("currency", "amount_received")
  WHERE "paid_at" IS NOT NULL;

-- Disputes that wait for an answer, the soonest deadline first.
CREATE INDEX "disputes_due_idx" ON "disputes"("livemode", "evidence_due_by", "id")
  WHERE "status" IN ('needs_response', 'warning_needs_response');

CREATE INDEX "findings_open_idx" ON "findings"("first_seen_at", "id") WHERE "resolved_at" IS NULL;
CREATE INDEX "findings_resolved_idx" ON "findings"("resolved_at", "id") WHERE "resolved_at" IS NOT NULL;
