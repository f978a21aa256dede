-- DropIndex
DROP INDEX "orders_customer_id_idx";

-- DropIndex
DROP INDEX "order_refs_ref_account_key";

-- AlterTable
ALTER TABLE "orders" ADD COLUMN     "amount_disputed" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "amount_outside" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "amount_presented" BIGINT,
ADD COLUMN     "billing_reason" TEXT,
ADD COLUMN     "client_reference_id" TEXT,
ADD COLUMN     "currency_presented" TEXT,
ADD COLUMN     "decided_at" TIMESTAMPTZ(3),
ADD COLUMN     "decided_by" TEXT,
ADD COLUMN     "decision" TEXT,
ADD COLUMN     "held_at" TIMESTAMPTZ(3),
ADD COLUMN     "hold_code" TEXT,
ADD COLUMN     "hold_detail" TEXT,
ADD COLUMN     "hold_ends_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "fetched_links" DROP COLUMN "invoice_id",
ADD COLUMN     "answer" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "payment_intents" ADD COLUMN     "amount_capturable" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "amount_presented" BIGINT,
ADD COLUMN     "amount_remaining" BIGINT,
ADD COLUMN     "contested" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "currency_presented" TEXT,
ADD COLUMN     "invoice_id" TEXT,
ADD COLUMN     "order_reference" TEXT,
ADD COLUMN     "review_id" TEXT;

-- AlterTable
ALTER TABLE "checkout_sessions" ADD COLUMN     "amount_presented" BIGINT,
ADD COLUMN     "client_reference_id" TEXT,
ADD COLUMN     "contested" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "currency_presented" TEXT;

-- AlterTable
ALTER TABLE "payment_methods" ADD COLUMN     "contested" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "effects" ADD COLUMN     "covers" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "charges" ADD COLUMN     "amount_presented" BIGINT,
ADD COLUMN     "amount_released" BIGINT,
ADD COLUMN     "api_version" TEXT,
ADD COLUMN     "contested" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "currency_presented" TEXT,
ADD COLUMN     "expired" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "invoice_id" TEXT,
ADD COLUMN     "outcome_type" TEXT,
ADD COLUMN     "refunded" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "review_id" TEXT;

-- AlterTable
ALTER TABLE "refunds" ADD COLUMN     "contested" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "failed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "disputes" ADD COLUMN     "contested" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "invoices" ADD COLUMN     "amount_credited_after" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "amount_credited_before" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "amount_from_balance" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "amount_outside" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "amount_total" BIGINT,
ADD COLUMN     "charge_id" TEXT,
ADD COLUMN     "contested" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "metadata" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "paid_outside" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "payment_intent_id" TEXT;

-- AlterTable
ALTER TABLE "subscriptions" ADD COLUMN     "contested" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "items" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "customers" ADD COLUMN     "contested" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "locales" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "setup_intents" ADD COLUMN     "contested" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "payouts" ADD COLUMN     "contested" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "order_movements" (
    "row_id" BIGSERIAL NOT NULL,
    "order_id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,
    "ref" TEXT NOT NULL,

    CONSTRAINT "order_movements_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "order_holds" (
    "row_id" BIGSERIAL NOT NULL,
    "order_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "order_holds_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "invoice_payments" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "invoice_id" TEXT NOT NULL,
    "payment_intent_id" TEXT,
    "charge_id" TEXT,
    "payment_record_id" TEXT,
    "amount_paid" BIGINT,
    "currency" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "detached" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "state_rank" INTEGER NOT NULL,
    "state_order" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "event_created_at" TIMESTAMPTZ(3) NOT NULL,
    "contested" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "invoice_payments_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "reviews" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "order_id" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "closed_reason" TEXT,
    "charge_id" TEXT,
    "payment_intent_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state_rank" INTEGER NOT NULL,
    "state_order" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "event_created_at" TIMESTAMPTZ(3) NOT NULL,
    "contested" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "reviews_pkey" PRIMARY KEY ("row_id")
);

-- CreateTable
CREATE TABLE "dispute_movements" (
    "row_id" BIGSERIAL NOT NULL,
    "account" TEXT,
    "id" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "dispute_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "amount_fee" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "category" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dispute_movements_pkey" PRIMARY KEY ("row_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "order_movements_order_id_kind_ref_key" ON "order_movements"("order_id", "kind", "ref");

-- CreateIndex
CREATE UNIQUE INDEX "order_holds_order_id_name_key" ON "order_holds"("order_id", "name");

-- CreateIndex
CREATE INDEX "invoice_payments_invoice_id_idx" ON "invoice_payments"("invoice_id");

-- CreateIndex
CREATE INDEX "invoice_payments_payment_intent_id_idx" ON "invoice_payments"("payment_intent_id");

-- CreateIndex
CREATE UNIQUE INDEX "invoice_payments_account_id_key" ON "invoice_payments"("account", "id");

-- CreateIndex
CREATE INDEX "reviews_order_id_idx" ON "reviews"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "reviews_account_id_key" ON "reviews"("account", "id");

-- CreateIndex
CREATE INDEX "dispute_movements_dispute_id_idx" ON "dispute_movements"("dispute_id");

-- CreateIndex
CREATE UNIQUE INDEX "dispute_movements_account_id_key" ON "dispute_movements"("account", "id");

-- CreateIndex
CREATE INDEX "orders_customer_id_paid_at_idx" ON "orders"("customer_id", "paid_at");

-- CreateIndex
CREATE UNIQUE INDEX "order_refs_ref_account_order_id_key" ON "order_refs"("ref", "account", "order_id");

-- AddForeignKey
ALTER TABLE "order_movements" ADD CONSTRAINT "order_movements_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_holds" ADD CONSTRAINT "order_holds_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
