"""Let the database refuse to delete a mark that is younger than six years, whoever asks."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION registers_mark_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL
       AND to_jsonb(NEW) - 'closed_at' - 'closed_by_id' = to_jsonb(OLD) - 'closed_at' - 'closed_by_id' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND current_user = 'retention_purge' THEN
        {young}
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'A mark is never changed or deleted; close it and add another.';
END $$;
"""
YOUNG = """IF (OLD.entered_at AT TIME ZONE 'Europe/London')::date
           >= ((now() AT TIME ZONE 'Europe/London')::date - interval '6 years')::date THEN
            RAISE EXCEPTION 'A mark is kept for six years from the day it was made.';
        END IF;"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0007_who_answered_a_load")]
    operations = [migrations.RunSQL(FUNCTION.format(young=YOUNG), FUNCTION.format(young=""))]
