"""Hold an upload while somebody says what is to become of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from registers.models import FolderLoad
from registers.uploads.claims import refuse_if_under_way
from schools.models import School, User
from schools.permissions import require


class NotWaiting(Exception):
    """The upload does not wait for this answer; its text says so."""


def leavers_of(load: FolderLoad) -> int:
    """How many pupils the checked files take off the roll who stand on it without an end."""
    ended: dict[str, int] = load.report.get("ended") or {}
    return ended.get("enrolments", 0)


@contextmanager
def held(*, school: School, load_id: int, by: User) -> Iterator[FolderLoad]:
    """The row of the upload, locked, in a transaction.

    Raises FolderLoad.DoesNotExist for another school's, NotPermitted, and LoadUnderWay when the
    answer would begin a second check or load beside another.
    """
    try:
        with transaction.atomic():
            load = FolderLoad.objects.select_for_update(of=("self",)).get(school=school, pk=load_id)
            require(by, "load_school")
            yield load
    except IntegrityError:  # The constraint one_load_at_a_time.
        refuse_if_under_way(school, but=load_id)
        raise
