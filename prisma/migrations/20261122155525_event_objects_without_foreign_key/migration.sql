-- DropForeignKey
ALTER TABLE "event_objects" DROP CONSTRAINT "event_objects_event_id_fkey";

-- What the foreign key did beside its checks. Nothing in the app deletes an event; whoever does it by hand leaves no ids behind.
CREATE FUNCTION "remove_event_objects"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM event_objects o USING deleted d WHERE o.event_id = d.id;
  RETURN NULL;
END $$;

CREATE TRIGGER "remove_event_objects" AFTER DELETE ON "webhook_events"
  REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION "remove_event_objects"();
