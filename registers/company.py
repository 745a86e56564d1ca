"""Remember for some seconds who has a register open, so that others are told.

Kept in the cache alone: reading a register writes nothing to the database, and a name that is
lost is there again with the next question.
"""

import logging
from datetime import date, datetime

from django.core.cache import cache

from schools.models import SchoolClass, User

LASTS = 25  # Seconds; whoever looks is heard of every ten.

logger = logging.getLogger(__name__)


def others_with(
    *, school_class: SchoolClass, day: date, half: str, by: User, name: str, at: datetime
) -> list[str]:
    """Note that this person looks, under the name; the names of the others who do, in order.

    at: the computer's own time.
    """
    key = f"register:{school_class.school_id}:{school_class.pk}:{day}:{half}"
    now = at.timestamp()
    try:
        noted: dict[int, tuple[str, float]] = cache.get(key) or {}
        here = {person: one for person, one in noted.items() if now - one[1] < LASTS}
        here[by.pk] = (name, now)
        cache.set(key, here, LASTS)
    except Exception:  # Who is here is a courtesy: the marks do not wait for the cache.
        logger.warning("The cache could not be asked who has a register open.", exc_info=True)
        return []
    return sorted(one[0] for person, one in here.items() if person != by.pk)
