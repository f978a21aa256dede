-- AlterTable
ALTER TABLE "mails" ADD COLUMN     "redacted_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "erasures" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_hash" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "requested_by_id" TEXT,
    "requested_by_name" TEXT NOT NULL,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasure_items" (
    "erasure_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "ref" TEXT NOT NULL,

    CONSTRAINT "erasure_items_pkey" PRIMARY KEY ("erasure_id","kind","ref")
);

-- CreateTable
CREATE TABLE "tombstones" (
    "hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "erasure_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tombstones_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "erasures_started_at_id_idx" ON "erasures"("started_at", "id");

-- CreateIndex
CREATE INDEX "tombstones_key_id_idx" ON "tombstones"("key_id");

-- AddForeignKey
ALTER TABLE "erasure_items" ADD CONSTRAINT "erasure_items_erasure_id_fkey" FOREIGN KEY ("erasure_id") REFERENCES "erasures"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the retention has still to look at; an event enters when it is done, so that the door never writes to it.
CREATE INDEX "webhook_events_unredacted_idx" ON "webhook_events"("received_at", "id") WHERE "redacted_at" IS NULL AND "status" IN ('processed', 'ignored');

CREATE INDEX "mails_unredacted_idx" ON "mails"("created_at", "effect_key") WHERE "redacted_at" IS NULL;

-- The errors of an event in bulk replays, which may quote its payload.
CREATE INDEX "replay_batch_items_error_idx" ON "replay_batch_items"("event_id") WHERE "error" IS NOT NULL;
