-- CreateTable
CREATE TABLE "rejected_deliveries" (
    "id" TEXT NOT NULL,
    "likeness" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "door" TEXT NOT NULL,
    "signed" BOOLEAN NOT NULL,
    "count" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_event_id" TEXT,
    "claimed_type" TEXT,
    "claimed_livemode" BOOLEAN,
    "signature_header" TEXT,
    "secret_label" TEXT,
    "body_sha256" TEXT,
    "body_bytes" INTEGER,
    "body_piece" TEXT,
    "user_agent" TEXT,
    "remote_address" TEXT,
    "dismissed_at" TIMESTAMPTZ(3),

    CONSTRAINT "rejected_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "rejected_deliveries_likeness_key" ON "rejected_deliveries"("likeness");

-- CreateIndex
CREATE INDEX "rejected_deliveries_last_seen_at_id_idx" ON "rejected_deliveries"("last_seen_at", "id");

-- CreateIndex
CREATE INDEX "rejected_deliveries_code_last_seen_at_id_idx" ON "rejected_deliveries"("code", "last_seen_at", "id");
