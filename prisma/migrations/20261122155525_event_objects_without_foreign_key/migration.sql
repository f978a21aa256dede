-- DropForeignKey
ALTER TABLE "event_objects" DROP CONSTRAINT "event_objects_event_id_fkey";

-- What the foreign key did beside its checks. Nothing in the app deletes an event; whoever does it by hand leaves no ids behind.
CREATE FUNCTION "remove_event_objects"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    -- Empty already where the same statement names both, and PostgreSQL refuses to truncate a table twice at a time.
    IF EXISTS (SELECT FROM event_objects) THEN
      TRUNCATE event_objects;
    END IF;
  ELSE
    DELETE FROM event_objects o USING deleted d WHERE o.event_id = d.id;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "remove_event_objects" AFTER DELETE ON "webhook_events"
  REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION "remove_event_objects"();

CREATE TRIGGER "remove_all_event_objects" AFTER TRUNCATE ON "webhook_events"
  FOR EACH STATEMENT EXECUTE FUNCTION "remove_event_objects"();
