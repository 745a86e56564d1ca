"""Which sessions of a school lie between two, both included, and whether one has begun."""

from datetime import datetime

from registers.queries.sessions_of_day import sessions_of_day
from rules.sessions import Session as Half
from schools.models import Session


def covered_sessions(*, school_id: int, first: Half, last: Half) -> list[Half]:
    """Those in which the school meets, in order; none that an unplanned closure took."""
    sessions = Session.objects.meeting().filter(
        school_id=school_id, day__range=(first.day, last.day)
    )
    found = [Half(*one) for one in sessions.order_by("day", "half").values_list("day", "half")]
    return [one for one in found if first <= one <= last]


def has_begun(*, school_id: int, first: Half, last: Half, at: datetime) -> bool:
    """Whether the register of the first session between the two has opened; none has not."""
    for day, half in covered_sessions(school_id=school_id, first=first, last=last)[:1]:
        found = sessions_of_day(school_id=school_id, day=day)
        return any(one.half == half and one.has_opened(at) for one in found)
    return False
