"""Tell a person on every page which registers they are asked for, without a query on each.

What stands for a whole school is kept in the cache for some seconds and dropped whenever it
changes, so that it costs the school one query in that time, whoever opens whatever.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from registers.models import Register, Reminder
from schools.models import Session, User
from schools.permissions import classes_of, may

logger = logging.getLogger(__name__)

KEPT_FOR = 30  # Seconds.
TEACHER = "class_teacher"


@dataclass(frozen=True)
class Asked:
    """One register that somebody is asked for. by_itself: the site asked, when it closed."""

    to_id: int
    class_id: int
    class_name: str
    day: date
    half: str
    sent_at: datetime
    by_itself: bool


def asked_of(*, person: User, day: date) -> list[Asked]:
    """What the person is asked for that day, the earliest first; what is done is not among it.

    Of classes that are the person's that day. Who teaches none costs no query.
    """
    if not may(person, "mark_register"):
        return []
    if TEACHER in person.roles and not classes_of(person, day):
        return []
    return _own(person, day, _of_school(person.school_id, day))


def known_asked_of(*, person: User, day: date) -> list[Asked] | None:
    """The same for the frame of a page, which is spared the query of who seldom has a class.

    None where it is not known; such a page asks once it is shown.
    """
    if TEACHER in person.roles:
        return asked_of(person=person, day=day)
    known = _remembered(person.school_id, day)
    return None if known is None else _own(person, day, known)


def forget_asked(*, school_id: int, day: date) -> None:
    """Let the next page ask anew, once the transaction has ended."""
    transaction.on_commit(partial(cache.delete, _key(school_id, day)), robust=True)


def standing_reminders(*, school_id: int, day: date) -> list[Asked]:
    """The unread reminders about registers of sessions that meet and are not taken."""
    taken = Register.objects.filter(
        Q(submitted_at__isnull=False) | Q(imported_at__isnull=False),
        school_id=school_id,
        school_class=OuterRef("school_class"),
        day=day,
        half=OuterRef("half"),
    )
    meets = Session.objects.meeting().filter(school_id=school_id, day=day, half=OuterRef("half"))
    rows = Reminder.objects.filter(
        Exists(meets), ~Exists(taken), school_id=school_id, day=day, read_at__isnull=True
    ).select_related("school_class", "sent_by")
    return [
        Asked(
            to_id=one.to_id,
            class_id=one.school_class_id,
            class_name=one.school_class.name,
            day=one.day,
            half=one.half,
            sent_at=one.sent_at,
            by_itself=one.sent_by.is_system,
        )
        for one in rows.order_by("sent_at", "pk")
    ]


def _own(person: User, day: date, asked: list[Asked]) -> list[Asked]:
    own = [one for one in asked if one.to_id == person.pk]
    return [one for one in own if one.class_id in classes_of(person, day)]


def _of_school(school_id: int, day: date) -> list[Asked]:
    known = _remembered(school_id, day)
    if known is None:
        known = standing_reminders(school_id=school_id, day=day)
        try:
            cache.set(_key(school_id, day), known, KEPT_FOR)
        except Exception:  # It is asked of the database again.
            logger.warning("The cache could not keep who is asked for a register.", exc_info=True)
    return known


def _remembered(school_id: int, day: date) -> list[Asked] | None:
    try:
        known: list[Asked] | None = cache.get(_key(school_id, day))
    except Exception:  # No page waits for the cache.
        logger.warning("The cache could not be asked who is asked for a register.", exc_info=True)
        return None
    return known


def _key(school_id: int, day: date) -> str:
    return f"asked:{school_id}:{day}"
