"""Let several queries see the database as it was at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction of its own, in which nothing is written and others' commits are not seen.

    Raises RuntimeError inside another transaction, whose moment has begun.
    """
    with transaction.atomic(durable=True):
        if not connection.savepoint_ids:  # Only a test has a transaction around a durable one.
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
