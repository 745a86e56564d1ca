"""Say what the application's database role may do to each table, and grant exactly that."""

from typing import NamedTuple

from django.db.backends.base.base import BaseDatabaseWrapper

from registers.loading.fresh_statistics import TABLES

PURGE = "retention_purge"


class Rights(NamedTuple):
    """Rights on one table, as SQL names them; never TRUNCATE."""

    application: tuple[str, ...]
    purge: tuple[str, ...] = ()


ORDINARY = Rights(application=("SELECT", "INSERT", "UPDATE", "DELETE"))
APPENDED = Rights(application=("SELECT", "INSERT"))
EXCEPTIONS = {  # Every other table is ordinary.
    "registers_mark": Rights(
        application=("SELECT", "INSERT", "UPDATE (closed_at, closed_by_id)"),
        purge=("SELECT", "DELETE"),
    ),
    "audit_act": APPENDED,
    "audit_look": APPENDED,
    "schools_factchange": APPENDED,
    "registers_removal": APPENDED,
    "registers_removaltelling": APPENDED,
    "registers_removalwithdrawal": APPENDED,
    "registers_keptcopy": APPENDED,
    "registers_purge": APPENDED,
    "registers_firetick": APPENDED,
    "django_migrations": Rights(application=("SELECT",)),
}


COUNT = "MAINTAIN"  # Lets a load count its tables anew; PostgreSQL has it from 17 on.


def rights_on(table: str) -> Rights:
    """What the roles may do to the table: everything but TRUNCATE unless it is an exception."""
    rights = EXCEPTIONS.get(table, ORDINARY)
    if table in TABLES:
        return rights._replace(application=(*rights.application, COUNT))
    return rights


def grant(connection: BaseDatabaseWrapper, *, application: str) -> None:
    """Give the roles what `rights_on` says for every table there is, and take away the rest."""
    quote = connection.ops.quote_name
    roles = f"{quote(application)}, {quote(PURGE)}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [table for (table,) in cursor.fetchall()]
        lines = [
            f"GRANT USAGE ON SCHEMA public TO {roles}",
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {roles}",
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quote(application)}",
        ]
        for table in tables:
            rights = rights_on(table)
            for role, given in ((application, rights.application), (PURGE, rights.purge)):
                if connection.pg_version < 170000:  # type: ignore[attr-defined]
                    given = tuple(right for right in given if right != COUNT)
                if given:
                    lines.append(f"GRANT {', '.join(given)} ON {quote(table)} TO {quote(role)}")
        cursor.execute("BEGIN;" + ";".join(lines) + ";COMMIT")
