-- Sums are those of order_movements, whose triggers note what changed.
DROP TRIGGER "note_money_inserted" ON "orders";
DROP TRIGGER "note_money_updated" ON "orders";
DROP TRIGGER "note_money_deleted" ON "orders";
DROP FUNCTION "note_order_money"();
DROP INDEX "orders_paid_idx";
