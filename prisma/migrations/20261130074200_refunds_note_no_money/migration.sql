-- As for orders. The index keeps what lists need: nothing is added up from it any more.
DROP TRIGGER "note_money_added" ON "refunds";
DROP TRIGGER "note_money_updated" ON "refunds";
DROP FUNCTION "note_refund_money"();
DROP INDEX "refunds_livemode_created_at_id_idx";
CREATE INDEX "refunds_livemode_created_at_id_idx" ON "refunds"("livemode", "created_at", "id");
