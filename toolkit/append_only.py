"""Build the triggers by which the database refuses to rewrite a table."""

from django.db.migrations.operations import RunSQL

FUNCTION = "toolkit_append_only"
CREATE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A row of % is never changed or deleted.', TG_TABLE_NAME;
END $$;
"""
CREATE = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {function}();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""
DROP = """
DROP TRIGGER never_emptied ON {table};
DROP TRIGGER append_only ON {table};
"""


def append_only(table: str) -> RunSQL:
    """The operation of a migration that lets rows be added to the table, and nothing else."""
    known = {"table": table, "function": FUNCTION}
    return RunSQL(CREATE_FUNCTION + CREATE.format(**known), DROP.format(**known))
