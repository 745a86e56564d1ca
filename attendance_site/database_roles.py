"""See to it that the owner's and the application's database roles are what they must be."""

from django.db import ProgrammingError, connections
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from attendance_site.database_rights import PURGE


class UnsuitableRoles(Exception):
    """The database's roles do not keep the owner and the application apart; str() says why."""


def owner_alias() -> str:
    """The database alias of the owner of the tables; raises UnsuitableRoles where there is none."""
    if "owner" not in connections.settings:
        raise UnsuitableRoles(
            "Set DATABASE_OWNER_URL to the role that owns the tables: the role of DATABASE_URL "
            "serves and may not migrate."
        )
    if application_role() == connections.settings["owner"]["USER"]:
        raise UnsuitableRoles(
            "DATABASE_URL and DATABASE_OWNER_URL name the same role; give the application a role "
            "of its own, which owns nothing."
        )
    return "owner"


def application_role() -> str:
    """The role that serves."""
    return str(connections.settings["default"]["USER"])


def require_purge() -> None:
    """Raise UnsuitableRoles, with the SQL to run, where the owner may not act as the purge."""
    with connections[owner_alias()].cursor() as cursor:
        cursor.execute("SELECT pg_has_role(current_user, %s, 'SET')", [PURGE])
        if cursor.fetchone() != (True,):
            owner = connections.settings["owner"]["USER"]
            raise UnsuitableRoles(
                "The owner may not act as the role that removes old entries. Let an administrator "
                f'of the database run:\n  GRANT {PURGE} TO "{owner}" WITH SET TRUE;'
            )


def make_missing_roles() -> None:
    """Make the application's role and the purge's where they are missing.

    Raises UnsuitableRoles with the SQL to run where we may not, or where a role has too much.
    """
    application = application_role()
    with connections[owner_alias()].cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles")
        there = {name for (name,) in cursor.fetchall()}
        missing = [role for role in (application, PURGE) if role not in there]
        try:
            for role in missing:
                cursor.execute(_make(role, password=True).as_string(cursor.connection))
        except ProgrammingError as refused:
            if not isinstance(refused.__cause__, InsufficientPrivilege):
                raise
            lines = [_make(role, password=False).as_string(None) for role in missing]
            raise UnsuitableRoles(
                "The owner may not make roles. Let an administrator of the database run:\n"
                + "\n".join(f"  {line};" for line in lines)
            ) from refused
        cursor.execute(
            "SELECT rolsuper OR pg_has_role(oid, current_user, 'MEMBER'), "
            "pg_has_role(oid, %s, 'MEMBER') FROM pg_roles WHERE rolname = %s",
            [PURGE, application],
        )
        may_all, may_purge = cursor.fetchone() or (False, False)
        if may_purge and not may_all:
            raise UnsuitableRoles(
                f"The role {application} of DATABASE_URL may remove entries of registers. Let an "
                f'administrator of the database run:\n  REVOKE {PURGE} FROM "{application}";'
            )
        if may_all:
            raise UnsuitableRoles(
                f"The role {application} of DATABASE_URL may do all that the owner may; give the "
                "application a role that is neither a superuser nor a member of the owner."
            )
        cursor.execute("SELECT has_schema_privilege(current_user, 'public', 'CREATE')")
        if cursor.fetchone() != (True,):
            owner, database = (connections.settings["owner"][name] for name in ("USER", "NAME"))
            raise UnsuitableRoles(
                "The owner may not make tables. Let an administrator of the database run:\n"
                f'  ALTER DATABASE "{database}" OWNER TO "{owner}";'
            )


def _make(role: str, *, password: bool) -> sql.Composed:
    """The SQL that makes the role, with the password of DATABASE_URL or a word in its place."""
    name = sql.Identifier(role)
    if role == PURGE:
        owner = sql.Identifier(str(connections.settings["owner"]["USER"]))
        return sql.SQL("CREATE ROLE {} NOLOGIN ROLE {}").format(name, owner)
    secret = connections.settings["default"]["PASSWORD"]
    if not secret:
        return sql.SQL("CREATE ROLE {} LOGIN").format(name)
    shown = secret if password else "the password in DATABASE_URL"
    return sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(name, sql.Literal(shown))
