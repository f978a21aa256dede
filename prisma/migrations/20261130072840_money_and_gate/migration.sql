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
ALTER TABLE "fetched_links" ADD COLUMN     "answer" JSONB NOT NULL DEFAULT '[]';
UPDATE "fetched_links" SET "answer" = jsonb_build_array(jsonb_build_object('invoice', "invoice_id")) WHERE "invoice_id" IS NOT NULL;
ALTER TABLE "fetched_links" DROP COLUMN "invoice_id";

-- A prefix of an id finds it: a reference on a payment may be cut.
ALTER TABLE "order_refs" ALTER COLUMN "ref" TYPE TEXT COLLATE "C";

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
CREATE UNIQUE INDEX "invoice_payments_account_id_key" ON "invoice_payments"("account", "id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "reviews_order_id_idx" ON "reviews"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "reviews_account_id_key" ON "reviews"("account", "id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "dispute_movements_dispute_id_idx" ON "dispute_movements"("dispute_id");

-- CreateIndex
CREATE UNIQUE INDEX "dispute_movements_account_id_key" ON "dispute_movements"("account", "id") NULLS NOT DISTINCT;

-- CreateIndex
CREATE INDEX "orders_customer_id_paid_at_idx" ON "orders"("customer_id", "paid_at");

-- CreateIndex
CREATE UNIQUE INDEX "order_refs_ref_account_order_id_key" ON "order_refs"("ref", "account", "order_id") NULLS NOT DISTINCT;

-- AddForeignKey
ALTER TABLE "order_movements" ADD CONSTRAINT "order_movements_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_holds" ADD CONSTRAINT "order_holds_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand from here on: what Prisma cannot say.

-- Orders whose wait is over, and sessions that a subscription's first invoice looks for.
CREATE INDEX "orders_hold_ends_idx" ON "orders"("hold_ends_at") WHERE "hold_ends_at" IS NOT NULL;
CREATE INDEX "orders_held_idx" ON "orders"("livemode", "hold_code", "held_at") WHERE "hold_code" IS NOT NULL;
CREATE INDEX "checkout_sessions_subscribing_idx" ON "checkout_sessions"("subscription_id") WHERE "order_id" IS NULL AND "subscription_id" IS NOT NULL;
CREATE INDEX "checkout_sessions_apart_idx" ON "checkout_sessions"("id" COLLATE "C") WHERE "order_id" IS NULL;
CREATE INDEX "checkout_sessions_invoiced_idx" ON "checkout_sessions"("invoice_id") WHERE "order_id" IS NULL AND "invoice_id" IS NOT NULL;

CREATE TRIGGER record_event_change AFTER INSERT OR UPDATE OR DELETE ON "invoice_payments" FOR EACH ROW EXECUTE FUNCTION record_event_change();
CREATE TRIGGER record_event_change AFTER INSERT OR UPDATE OR DELETE ON "reviews" FOR EACH ROW EXECUTE FUNCTION record_event_change();
CREATE TRIGGER record_event_change AFTER INSERT OR UPDATE OR DELETE ON "dispute_movements" FOR EACH ROW EXECUTE FUNCTION record_event_change();

-- As before; that another event of the same second contests a state is bookkeeping too.
CREATE OR REPLACE FUNCTION "record_event_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  event text := nullif(current_setting('hookwell.event_id', true), '');
  bookkeeping text[] := '{row_id,state_rank,state_order,event_id,event_created_at,updated_at,contested}';
  old_row jsonb;
  new_row jsonb;
  any_row jsonb;
BEGIN
  IF event IS NULL THEN RETURN NULL; END IF;
  IF tg_op <> 'INSERT' THEN old_row := to_jsonb(old); END IF;
  IF tg_op <> 'DELETE' THEN new_row := to_jsonb(new); END IF;
  any_row := coalesce(new_row, old_row);
  old_row := old_row - bookkeeping;
  new_row := new_row - bookkeeping;
  IF tg_op = 'UPDATE' THEN
    IF old_row = new_row THEN RETURN NULL; END IF;
    SELECT jsonb_object_agg(key, old_row -> key), jsonb_object_agg(key, value) INTO old_row, new_row
    FROM jsonb_each(new_row) WHERE old_row -> key IS DISTINCT FROM value;
  END IF;
  INSERT INTO event_changes (event_id, table_name, object_id, order_id, operation, before, after)
  VALUES (
    event, tg_table_name, coalesce(any_row ->> 'id', any_row ->> 'key', any_row ->> 'ref', event),
    CASE tg_table_name WHEN 'orders' THEN any_row ->> 'id' ELSE any_row ->> 'order_id' END,
    lower(tg_op), old_row, new_row
  );
  RETURN NULL;
END $$;

-- What is locked for a ref. Invoices and sessions by how their ids begin: a payment's reference to one may be cut, and has
-- to meet the events of the whole id all the same.
CREATE FUNCTION "lock_name"(ref text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN ref LIKE 'in\_%' OR ref LIKE 'cs\_%' THEN left(ref, 16) ELSE ref END COLLATE "C"
$$;

-- As before: one transaction at a time for each ref of a purchase, in sorted order. A ref may belong to several orders, so
-- that what is reached may reach further: it starts again with all of them until nothing is added.
CREATE OR REPLACE FUNCTION "lock_purchase"(of_account text, given text[]) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  wanted text[] := close_over_refs(of_account, given);
  meanwhile text[];
BEGIN
  LOOP
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('ref:' || coalesce(of_account, '') || ':' || name, 0))
      FROM (SELECT DISTINCT lock_name(ref) AS name FROM unnest(wanted) AS ref ORDER BY 1) AS names;
      meanwhile := close_over_refs(of_account, wanted);
      IF cardinality(meanwhile) = cardinality(wanted) THEN RETURN wanted; END IF;
      RAISE SQLSTATE 'HW001';
    EXCEPTION WHEN SQLSTATE 'HW001' THEN
      wanted := meanwhile;
    END;
  END LOOP;
END $$;

-- The refs that an object names, with those that are the same ones cut: a reference of a payment (`payment_details`) may
-- be the beginning of an invoice's or session's id, 16 characters at the least.
CREATE FUNCTION "spell_out_refs"(of_account text, given text[], reference text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  whole text[];
BEGIN
  IF reference IS NOT NULL AND length(reference) >= 16 THEN
    SELECT array_agg(DISTINCT r.ref) INTO whole FROM order_refs r
    WHERE r.account IS NOT DISTINCT FROM of_account AND r.ref >= reference AND r.ref < reference || '~';
    IF cardinality(whole) = 1 THEN given := given || whole; ELSE given := given || reference; END IF;
  ELSIF reference IS NOT NULL THEN
    given := given || reference;
  END IF;
  RETURN given || ARRAY(
    SELECT r.ref FROM unnest(given) AS own(ref), generate_series(16, length(own.ref) - 1) AS cut
    JOIN order_refs r ON true
    WHERE (own.ref LIKE 'in\_%' OR own.ref LIKE 'cs\_%') AND r.ref = left(own.ref, cut)
      AND r.account IS NOT DISTINCT FROM of_account
  );
END $$;

-- Locks a purchase, makes an order under `new_id` where there is none, and attaches the refs that no order has. `of_payment`
-- is a payment whose links are looked up among what Stripe answered when it was asked; `reference` is what the payment
-- says of itself. Returns the orders that it may belong to, the oldest first (null: it was made), and where a new object's
-- row goes; which refs and rows belong to which order is decided behind it (lib/orders/group-purchase.ts).
DROP FUNCTION "resolve_order"(text, boolean, text[], text, timestamptz, text);
CREATE FUNCTION "resolve_purchase"(
  of_account text, in_livemode boolean, given text[], of_payment text, reference text, started_at timestamptz, new_id text,
  OUT known text[], OUT target text
) LANGUAGE plpgsql AS $$
DECLARE
  own_refs text[] := spell_out_refs(of_account, given || ARRAY(
    SELECT link ->> 'invoice' FROM fetched_links l, jsonb_array_elements(l.answer) AS link
    WHERE l.payment_intent_id = of_payment AND l.account IS NOT DISTINCT FROM of_account
      AND link ->> 'status' IS DISTINCT FROM 'canceled'
  ), reference);
  all_refs text[] := lock_purchase(of_account, own_refs);
  behind text[] := spell_out_refs(of_account, given, reference);
BEGIN
  -- Another transaction may have brought the whole id, or the cut one, before the locks were ours.
  IF NOT behind <@ all_refs THEN
    own_refs := own_refs || behind;
    all_refs := lock_purchase(of_account, own_refs);
  END IF;
  SELECT array_agg(o.id ORDER BY o.created_at, o.id) INTO known FROM orders o WHERE o.id IN (
    SELECT r.order_id FROM order_refs r WHERE r.account IS NOT DISTINCT FROM of_account AND r.ref = ANY (all_refs)
  );
  IF known IS NULL THEN
    INSERT INTO orders (id, account, livemode, created_at, updated_at)
    VALUES (new_id, of_account, in_livemode, started_at, now());
    target := new_id;
  ELSIF cardinality(known) = 1 THEN
    target := known[1];
  ELSE
    SELECT r.order_id INTO target FROM order_refs r
    WHERE r.account IS NOT DISTINCT FROM of_account AND r.ref = ANY (given)
    ORDER BY array_position(given, r.ref), array_position(known, r.order_id) LIMIT 1;
    target := coalesce(target, known[1]);
  END IF;
  INSERT INTO order_refs (account, ref, order_id)
  SELECT DISTINCT of_account, own.ref, target FROM unnest(own_refs) AS own(ref)
  WHERE NOT EXISTS (SELECT FROM order_refs r WHERE r.ref = own.ref AND r.account IS NOT DISTINCT FROM of_account)
  ON CONFLICT DO NOTHING;
END $$;

-- Orders that hang together, with every row that they are computed from and the effects asked for them, in one call. A
-- function, so that a statement which locks and writes can read behind that: each statement in a volatile one looks anew.
-- Tables are named without a schema: a rebuild runs the same on copies of its own.
DROP FUNCTION "order_rows"(text);
CREATE FUNCTION "purchase_rows"(of_orders text[]) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  own_refs text[] := ARRAY(SELECT DISTINCT r.ref FROM order_refs r WHERE r.order_id = ANY (of_orders));
  own_account text := (SELECT o.account FROM orders o WHERE o.id = of_orders[1]);
  invoice_refs text[] := ARRAY(SELECT ref FROM unnest(own_refs) AS ref WHERE ref LIKE 'in\_%');
  payment_refs text[] := ARRAY(SELECT ref FROM unnest(own_refs) AS ref WHERE ref NOT LIKE 'in\_%' AND ref NOT LIKE 'cs\_%');
  session_refs text[] := ARRAY(SELECT ref FROM unnest(own_refs) AS ref WHERE ref LIKE 'cs\_%');
  subscribing text[];
BEGIN
  IF cardinality(session_refs) > 0 THEN
    subscribing := ARRAY(
      SELECT s.id FROM unnest(session_refs) AS own(ref)
      JOIN checkout_sessions s ON s.id COLLATE "C" >= own.ref AND s.id COLLATE "C" < own.ref || '~'
      WHERE s.order_id IS NULL AND s.account IS NOT DISTINCT FROM own_account
    );
  END IF;
  IF cardinality(invoice_refs) > 0 THEN
    subscribing := subscribing || ARRAY(
      SELECT s.id FROM checkout_sessions s WHERE s.order_id IS NULL AND s.account IS NOT DISTINCT FROM own_account
        AND (s.invoice_id = ANY (invoice_refs) OR s.invoice_id IS NULL AND s.subscription_id IN (
          SELECT i.subscription_id FROM invoices i WHERE i.order_id = ANY (of_orders) AND i.billing_reason = 'subscription_create'
        ))
    );
  END IF;
  RETURN (
    SELECT json_build_object(
      'orders', (SELECT json_agg(o ORDER BY o.created_at, o.id) FROM orders o WHERE o.id = ANY (of_orders)),
      'refs', (SELECT json_agg(json_build_array(r.ref, r.order_id)) FROM order_refs r WHERE r.order_id = ANY (of_orders)),
      'paymentIntents', (SELECT json_agg(t) FROM payment_intents t WHERE t.order_id = ANY (of_orders)),
      'checkoutSessions', (
        SELECT json_agg(t) FROM checkout_sessions t WHERE t.order_id = ANY (of_orders)
          OR (t.id = ANY (subscribing) AND t.account IS NOT DISTINCT FROM own_account)
      ),
      'charges', (SELECT json_agg(t) FROM charges t WHERE t.order_id = ANY (of_orders)),
      'refunds', (SELECT json_agg(t) FROM refunds t WHERE t.order_id = ANY (of_orders)),
      'disputes', (SELECT json_agg(t) FROM disputes t WHERE t.order_id = ANY (of_orders)),
      'disputeMovements', (
        SELECT json_agg(t) FROM dispute_movements t JOIN disputes d ON d.id = t.dispute_id AND d.account IS NOT DISTINCT FROM t.account
        WHERE d.order_id = ANY (of_orders)
      ),
      'invoices', (SELECT json_agg(t) FROM invoices t WHERE t.order_id = ANY (of_orders)),
      'reviews', (SELECT json_agg(t) FROM reviews t WHERE t.order_id = ANY (of_orders)),
      'holds', (SELECT json_agg(t) FROM order_holds t WHERE t.order_id = ANY (of_orders)),
      'invoicePayments', (
        SELECT json_agg(t) FROM invoice_payments t WHERE t.account IS NOT DISTINCT FROM own_account
          AND (t.invoice_id = ANY (invoice_refs) OR t.payment_intent_id = ANY (payment_refs))
      ),
      'answers', (
        SELECT json_agg(json_build_object('paymentIntentId', l.payment_intent_id, 'links', l.answer)) FROM fetched_links l
        WHERE l.payment_intent_id = ANY (payment_refs) AND l.account IS NOT DISTINCT FROM own_account
      ),
      'effects', (
        SELECT json_agg(json_build_object('orderId', e.order_id, 'kind', e.kind, 'status', e.status, 'covers', e.covers))
        FROM effects e WHERE e.order_id = ANY (of_orders) AND e.object_id IS NULL AND e.status <> 'skipped'
      )
    )
  );
END $$;

-- As before, without the question whether the account ever had an invoice: the first subscription of an installation asks too.
DROP FUNCTION "begin_event"(text, text);
CREATE FUNCTION "begin_event"(of_event text, lost_after text)
RETURNS TABLE (event webhook_events, any_erasure boolean) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('hookwell.event_id', of_event, true), set_config('idle_in_transaction_session_timeout', lost_after, true);
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('erasure', 0));
  PERFORM pg_advisory_xact_lock(hashtextextended('event:' || of_event, 0));
  RETURN QUERY SELECT e, EXISTS (SELECT FROM tombstones) FROM webhook_events e WHERE e.id = of_event;
END $$;
