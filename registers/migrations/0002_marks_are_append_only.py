"""Let the database refuse to rewrite or delete a mark."""

from django.db import migrations

CREATE = """
CREATE FUNCTION registers_mark_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL
       AND to_jsonb(NEW) - 'closed_at' - 'closed_by_id' = to_jsonb(OLD) - 'closed_at' - 'closed_by_id' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND current_user = 'retention_purge' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'A mark is never changed or deleted; close it and add another.';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON registers_mark
    FOR EACH ROW EXECUTE FUNCTION registers_mark_append_only();
CREATE FUNCTION registers_mark_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The table of marks is never emptied.';
END $$;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON registers_mark
    FOR EACH STATEMENT EXECUTE FUNCTION registers_mark_never_emptied();
"""
DROP = """
DROP TRIGGER never_emptied ON registers_mark;
DROP FUNCTION registers_mark_never_emptied();
DROP TRIGGER append_only ON registers_mark;
DROP FUNCTION registers_mark_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
