"""Let one person, or one load, at a time change a school's calendar and settings."""

from django.db import connection

ONE_AT_A_TIME = 7_203_114  # With the URN, the advisory lock.


def hold_school(urn: str) -> None:
    """Wait for whoever changes this school now, and hold it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ONE_AT_A_TIME, int(urn)])
