-- CreateTable
CREATE TABLE "event_deliveries" (
    "event_id" TEXT NOT NULL,
    "number" SMALLINT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "source" "event_source" NOT NULL,
    "secret_label" TEXT,
    "body_sha256" TEXT,
    "api_version" TEXT,

    CONSTRAINT "event_deliveries_pkey" PRIMARY KEY ("event_id","number")
);

-- AddForeignKey
ALTER TABLE "event_deliveries" ADD CONSTRAINT "event_deliveries_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "webhook_events"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is known of events that are here already: the first delivery, the last one, and the copy that a sweep fetched.
INSERT INTO "event_deliveries" ("event_id", "number", "received_at", "source", "secret_label", "body_sha256", "api_version")
SELECT e."id", 0, e."received_at", 'sweep', NULL,
  CASE WHEN e."source" = 'sweep' THEN e."body_sha256" END, CASE WHEN e."source" = 'sweep' THEN e."api_version" END
FROM "webhook_events" e
WHERE e."source" = 'sweep' OR EXISTS (SELECT FROM "healed_events" h WHERE h."event_id" = e."id");

INSERT INTO "event_deliveries" ("event_id", "number", "received_at", "source", "secret_label", "body_sha256", "api_version")
SELECT e."id", 1, CASE WHEN h."event_id" IS NULL THEN e."received_at" ELSE coalesce(e."verified_at", e."last_delivered_at") END,
  e."source", e."secret_label", e."body_sha256", e."api_version"
FROM "webhook_events" e LEFT JOIN "healed_events" h ON h."event_id" = e."id"
WHERE e."source" <> 'sweep' AND e."deliveries" >= 1;

INSERT INTO "event_deliveries" ("event_id", "number", "received_at", "source")
SELECT e."id", least(e."deliveries", 100), e."last_delivered_at", e."source"
FROM "webhook_events" e
WHERE e."source" <> 'sweep' AND e."deliveries" > 1;
