-- By hand, what Prisma cannot say. What orders and refunds say now becomes movements, so that sums are right from the first
-- page on; a later event of an order writes them anew. Orders are locked against being deleted, as a merge does, so that no
-- movement points to one that is gone. Here, too, one table that the app writes to in each migration.
WITH sold AS MATERIALIZED (
  SELECT o.id, o.livemode, lower(o.currency) AS currency, o.amount_received - o.amount_outside AS received, o.amount_outside AS outside,
    o.amount_refunded AS refunded, coalesce(o.paid_at, o.created_at) AS at, o.updated_at,
    coalesce(o.payment_intent_id, o.invoice_id, o.checkout_session_id, o.id) AS ref
  FROM orders o
  WHERE o.currency IS NOT NULL AND (o.amount_received > 0 OR o.amount_refunded > 0)
  FOR KEY SHARE
), given_back AS MATERIALIZED (
  -- The latest first, as far as the order's own sum goes: what was released with a capture came before.
  SELECT s.id, s.livemode, s.currency, r.id AS ref, r.created_at AS at, least(r.amount, s.refunded - coalesce(
    sum(r.amount) OVER (PARTITION BY s.id ORDER BY r.created_at DESC, r.id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0
  ))::bigint AS amount
  FROM sold s JOIN refunds r ON r.order_id = s.id
  WHERE s.refunded > 0 AND r.status NOT IN ('failed', 'canceled') AND r.reason IS DISTINCT FROM 'expired_uncaptured_charge'
), told_by_charges AS (
  SELECT s.id, s.livemode, s.currency, coalesce(c.id, s.id) AS ref, coalesce(c.event_created_at, s.updated_at) AS at,
    s.refunded - coalesce(g.amount, 0)::bigint AS amount
  FROM sold s
  LEFT JOIN (SELECT id, sum(amount) AS amount FROM given_back WHERE amount > 0 GROUP BY id) AS g ON g.id = s.id
  LEFT JOIN LATERAL (
    SELECT c.id, c.event_created_at FROM charges c WHERE c.order_id = s.id AND c.amount_refunded > 0
    ORDER BY c.event_created_at DESC, c.id LIMIT 1
  ) AS c ON true
  WHERE s.refunded > coalesce(g.amount, 0)
)
INSERT INTO "order_movements" ("order_id", "livemode", "kind", "amount", "currency", "moved_at", "ref")
SELECT id, livemode, 'received', received, currency, at, ref FROM sold WHERE received > 0
UNION ALL SELECT id, livemode, 'outside', outside, currency, at, ref FROM sold WHERE outside > 0
UNION ALL SELECT id, livemode, 'refunded', amount, currency, at, ref FROM given_back WHERE amount > 0
UNION ALL SELECT id, livemode, 'refunded', amount, currency, at, ref FROM told_by_charges
ON CONFLICT DO NOTHING;

CREATE INDEX "order_movements_moved_idx" ON "order_movements"("livemode", "moved_at") INCLUDE ("kind", "currency", "amount");

-- Who moves money says which quarter of an hour is to be added up anew. Rows are only added here, so that two workers never
-- wait for each other, as they would for the sums themselves.
CREATE FUNCTION "note_movement"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before timestamptz := CASE WHEN tg_op <> 'INSERT' THEN date_bin('15 minutes', old.moved_at, '2000-01-01T00:00Z') END;
  after timestamptz := CASE WHEN tg_op <> 'DELETE' THEN date_bin('15 minutes', new.moved_at, '2000-01-01T00:00Z') END;
BEGIN
  IF before IS NOT NULL THEN INSERT INTO money_changes (livemode, start) VALUES (old.livemode, before); END IF;
  IF after IS NOT NULL AND (before IS NULL OR (old.livemode, before) IS DISTINCT FROM (new.livemode, after)) THEN
    INSERT INTO money_changes (livemode, start) VALUES (new.livemode, after);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "note_money_added" AFTER INSERT OR DELETE ON "order_movements" FOR EACH ROW EXECUTE FUNCTION note_movement();
CREATE TRIGGER "note_money_updated" AFTER UPDATE ON "order_movements" FOR EACH ROW
  WHEN ((old.moved_at, old.kind, old.amount, old.currency, old.livemode)
    IS DISTINCT FROM (new.moved_at, new.kind, new.amount, new.currency, new.livemode)) EXECUTE FUNCTION note_movement();

INSERT INTO "money_changes" ("livemode", "start")
SELECT DISTINCT livemode, date_bin('15 minutes', moved_at, '2000-01-01T00:00Z') FROM order_movements;

-- Everything is added up anew. Without defaults, so that a worker of the version before, which adds up something else, fails
-- to write its sums as long as it still runs.
TRUNCATE "money_rollups";

-- AlterTable
ALTER TABLE "money_rollups" ADD COLUMN     "disputed" BIGINT NOT NULL,
ADD COLUMN     "outside" BIGINT NOT NULL;
