"""Let the database count what a load brought, so that its next questions are well planned."""

from django.db import connection

TABLES = (
    "schools_pupil",
    "schools_enrolment",
    "schools_classmembership",
    "schools_parent",
    "schools_pupilparent",
    "schools_pupilflag",
    "schools_session",
    "registers_register",
    "registers_mark",
)


def refresh_statistics() -> None:
    """Count the tables anew, in the load's transaction; the database's own turn may be minutes off.

    Where the role may not, the database leaves them and says so in its own log.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(TABLES)}")
