-- CreateIndex
CREATE INDEX "webhook_events_livemode_received_at_id_idx" ON "webhook_events"("livemode", "received_at", "id");

-- CreateIndex
CREATE INDEX "webhook_events_livemode_status_received_at_id_idx" ON "webhook_events"("livemode", "status", "received_at", "id");

-- CreateIndex
CREATE INDEX "orders_livemode_created_at_id_idx" ON "orders"("livemode", "created_at", "id");

-- CreateIndex
CREATE INDEX "payment_methods_livemode_created_at_id_idx" ON "payment_methods"("livemode", "created_at", "id");

-- CreateIndex
CREATE INDEX "refunds_livemode_created_at_id_idx" ON "refunds"("livemode", "created_at", "id");

-- CreateIndex
CREATE INDEX "disputes_livemode_created_at_id_idx" ON "disputes"("livemode", "created_at", "id");

-- CreateIndex
CREATE INDEX "subscriptions_livemode_created_at_id_idx" ON "subscriptions"("livemode", "created_at", "id");

-- CreateIndex
CREATE INDEX "customers_livemode_created_at_id_idx" ON "customers"("livemode", "created_at", "id");

-- CreateIndex
CREATE INDEX "payouts_livemode_created_at_id_idx" ON "payouts"("livemode", "created_at", "id");
