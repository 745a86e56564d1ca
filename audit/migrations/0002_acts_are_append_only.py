"""Let the database refuse to rewrite or delete an audit entry."""

from django.db import migrations

CREATE = """
CREATE FUNCTION audit_act_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An audit entry is never changed or deleted.';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_act
    FOR EACH ROW EXECUTE FUNCTION audit_act_append_only();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit_act
    FOR EACH STATEMENT EXECUTE FUNCTION audit_act_append_only();
"""
DROP = """
DROP TRIGGER never_emptied ON audit_act;
DROP TRIGGER append_only ON audit_act;
DROP FUNCTION audit_act_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
