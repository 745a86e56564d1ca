"""Say what the application's database role may do to each table, and grant exactly that."""

from typing import NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

APPLICATION, PURGE = "rollbook_app", "retention_purge"


class Rights(NamedTuple):
    """Rights on one table, as SQL names them; never TRUNCATE."""

    application: tuple[str, ...]
    purge: tuple[str, ...] = ()


ORDINARY = Rights(application=("SELECT", "INSERT", "UPDATE", "DELETE"))
EXCEPTIONS = {
    "registers_mark": Rights(
        application=("SELECT", "INSERT", "UPDATE (closed_at, closed_by_id)"),
        purge=("SELECT", "DELETE"),
    ),
    "audit_act": Rights(application=("SELECT", "INSERT")),
    "django_migrations": Rights(application=("SELECT",)),
}


def rights_on(table: str) -> Rights:
    """What the roles may do to the table: everything but TRUNCATE unless it is an exception."""
    return EXCEPTIONS.get(table, ORDINARY)


def grant(connection: BaseDatabaseWrapper) -> None:
    """Give the roles what `rights_on` says for every table there is, and take away the rest."""
    with connection.cursor() as cursor:
        cursor.execute("GRANT USAGE ON SCHEMA public TO rollbook_app, retention_purge")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(statements_for(table, connection.ops.quote_name(table)))
        cursor.execute("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO rollbook_app")


def statements_for(table: str, quoted: str) -> str:
    """The SQL that leaves each role exactly its rights on the table."""
    rights = rights_on(table)
    lines = [f"REVOKE ALL ON {quoted} FROM {APPLICATION}, {PURGE}"]
    for role, given in ((APPLICATION, rights.application), (PURGE, rights.purge)):
        if given:
            lines.append(f"GRANT {', '.join(given)} ON {quoted} TO {role}")
    return ";\n".join(lines)
