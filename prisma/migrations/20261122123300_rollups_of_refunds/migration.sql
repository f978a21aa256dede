-- As for orders (rollups), in a migration of its own: locks on both tables at once would wait for a worker that waits for them.
CREATE FUNCTION "note_refund_money"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF tg_op <> 'INSERT' THEN
    INSERT INTO money_changes (livemode, start) VALUES (old.livemode, date_bin('15 minutes', old.created_at, '2000-01-01T00:00Z'));
  END IF;
  IF tg_op <> 'DELETE' THEN
    INSERT INTO money_changes (livemode, start) VALUES (new.livemode, date_bin('15 minutes', new.created_at, '2000-01-01T00:00Z'));
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "note_money_added" AFTER INSERT OR DELETE ON "refunds" FOR EACH ROW EXECUTE FUNCTION note_refund_money();
CREATE TRIGGER "note_money_updated" AFTER UPDATE ON "refunds" FOR EACH ROW
  WHEN ((old.created_at, old.amount, old.currency, old.status, old.reason, old.livemode)
    IS DISTINCT FROM (new.created_at, new.amount, new.currency, new.status, new.reason, new.livemode))
  EXECUTE FUNCTION note_refund_money();

INSERT INTO "money_changes" ("livemode", "start")
SELECT DISTINCT livemode, date_bin('15 minutes', created_at, '2000-01-01T00:00Z') FROM refunds;
