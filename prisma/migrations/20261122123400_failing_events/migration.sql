-- Few events fail among many that do not: the charts count those from here, by type.
CREATE INDEX "webhook_events_failing_idx" ON "webhook_events"("livemode", "received_at") INCLUDE ("type")
  WHERE "status" IN ('failed', 'retrying');
