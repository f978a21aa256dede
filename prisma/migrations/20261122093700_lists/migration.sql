-- What the lists of the dashboard filter, search and sort by.

-- DropIndex
DROP INDEX "orders_status_created_at_id_idx";

-- DropIndex
DROP INDEX "customers_livemode_created_at_id_idx";

-- DropIndex
DROP INDEX "customers_livemode_account_created_at_id_idx";

-- DropIndex
DROP INDEX "mails_created_at_idx";

-- AlterTable
ALTER TABLE "effects" ADD COLUMN     "livemode" BOOLEAN;
UPDATE "effects" f SET "livemode" = coalesce(
  (SELECT o."livemode" FROM "orders" o WHERE o."id" = f."order_id"),
  (SELECT e."livemode" FROM "webhook_events" e WHERE e."id" = f."event_id"),
  false);
ALTER TABLE "effects" ALTER COLUMN "livemode" SET NOT NULL;

-- CreateIndex
CREATE INDEX "orders_livemode_status_created_at_id_idx" ON "orders"("livemode", "status", "created_at", "id");

-- CreateIndex
CREATE INDEX "orders_livemode_currency_created_at_id_idx" ON "orders"("livemode", "currency", "created_at", "id");

-- CreateIndex
CREATE INDEX "payment_methods_id_idx" ON "payment_methods"("id");

-- CreateIndex
CREATE INDEX "payment_methods_livemode_status_created_at_id_idx" ON "payment_methods"("livemode", "status", "created_at", "id");

-- CreateIndex
CREATE INDEX "payment_methods_livemode_last4_created_at_id_idx" ON "payment_methods"("livemode", "last4", "created_at", "id");

-- CreateIndex
CREATE INDEX "effects_livemode_created_at_key_idx" ON "effects"("livemode", "created_at", "key");

-- CreateIndex
CREATE INDEX "effects_livemode_status_created_at_key_idx" ON "effects"("livemode", "status", "created_at", "key");

-- CreateIndex
CREATE INDEX "effects_livemode_kind_created_at_key_idx" ON "effects"("livemode", "kind", "created_at", "key");

-- CreateIndex
CREATE INDEX "refunds_id_idx" ON "refunds"("id");

-- CreateIndex
CREATE INDEX "refunds_livemode_status_created_at_id_idx" ON "refunds"("livemode", "status", "created_at", "id");

-- CreateIndex
CREATE INDEX "refunds_livemode_currency_created_at_id_idx" ON "refunds"("livemode", "currency", "created_at", "id");

-- CreateIndex
CREATE INDEX "disputes_id_idx" ON "disputes"("id");

-- CreateIndex
CREATE INDEX "disputes_livemode_status_created_at_id_idx" ON "disputes"("livemode", "status", "created_at", "id");

-- CreateIndex
CREATE INDEX "disputes_livemode_currency_created_at_id_idx" ON "disputes"("livemode", "currency", "created_at", "id");

-- CreateIndex
CREATE INDEX "subscriptions_id_idx" ON "subscriptions"("id");

-- CreateIndex
CREATE INDEX "subscriptions_livemode_status_created_at_id_idx" ON "subscriptions"("livemode", "status", "created_at", "id");

-- CreateIndex
CREATE INDEX "subscriptions_livemode_currency_created_at_id_idx" ON "subscriptions"("livemode", "currency", "created_at", "id");

-- CreateIndex
CREATE INDEX "customers_id_idx" ON "customers"("id");

-- CreateIndex
CREATE INDEX "payouts_id_idx" ON "payouts"("id");

-- CreateIndex
CREATE INDEX "payouts_livemode_status_created_at_id_idx" ON "payouts"("livemode", "status", "created_at", "id");

-- CreateIndex
CREATE INDEX "payouts_livemode_currency_created_at_id_idx" ON "payouts"("livemode", "currency", "created_at", "id");

-- CreateIndex
CREATE INDEX "mails_order_id_idx" ON "mails"("order_id");

-- CreateIndex
CREATE INDEX "mails_livemode_created_at_effect_key_idx" ON "mails"("livemode", "created_at", "effect_key");

-- CreateIndex
CREATE INDEX "mails_livemode_account_created_at_effect_key_idx" ON "mails"("livemode", "account", "created_at", "effect_key");

-- By hand, what Prisma cannot say.
-- A customer of whom only the deletion is known has no date of its own: the list takes the event's.
CREATE INDEX "customers_listed_idx" ON "customers"("livemode", (coalesce("created_at", "event_created_at")), "id");
CREATE INDEX "customers_account_listed_idx" ON "customers"("livemode", "account", (coalesce("created_at", "event_created_at")), "id");
CREATE INDEX "customers_deleted_idx" ON "customers"("livemode", (coalesce("created_at", "event_created_at")), "id") WHERE "deleted";
CREATE INDEX "customers_lower_name_idx" ON "customers"(lower("name") text_pattern_ops);

-- Disputes that wait for an answer, the soonest deadline first; an appeal asks for one too.
DROP INDEX "disputes_due_idx";
CREATE INDEX "disputes_due_idx" ON "disputes"("livemode", "evidence_due_by", "id")
  WHERE "status" IN ('needs_response', 'warning_needs_response', 'appeal_needs_response');

CREATE INDEX "mails_kept_idx" ON "mails"("livemode", "created_at", "effect_key") WHERE "sent_at" IS NULL;
CREATE INDEX "mails_sent_idx" ON "mails"("livemode", "created_at", "effect_key") WHERE "sent_at" IS NOT NULL;
CREATE INDEX "mails_lower_recipient_idx" ON "mails"(lower("recipient"));
