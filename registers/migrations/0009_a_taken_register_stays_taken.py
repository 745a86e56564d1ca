"""Let the database refuse to take back, move or delete a register that was taken."""

from django.db import migrations

CREATE = """
CREATE FUNCTION registers_register_stays_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.submitted_at IS NULL AND OLD.imported_at IS NULL THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE'
       AND (OLD.submitted_at IS NULL OR to_jsonb(NEW) = to_jsonb(OLD))
       AND (NEW.school_id, NEW.school_class_id, NEW.day, NEW.half, NEW.imported_at)
           IS NOT DISTINCT FROM
           (OLD.school_id, OLD.school_class_id, OLD.day, OLD.half, OLD.imported_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A register that was taken stays taken; its marks can be amended.';
END $$;
CREATE TRIGGER stays_taken BEFORE UPDATE OR DELETE ON registers_register
    FOR EACH ROW EXECUTE FUNCTION registers_register_stays_taken();
"""
DROP = """
DROP TRIGGER stays_taken ON registers_register;
DROP FUNCTION registers_register_stays_taken();
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0008_young_marks_are_never_purged")]
    operations = [migrations.RunSQL(CREATE, DROP)]
