"""Where a pupil stands on the roll, with timetables and suspensions, for the pupil's page."""

from dataclasses import dataclass, field
from datetime import date

from registers.arranging import ARRANGE
from registers.models import Removal, Suspension, Timetable
from registers.queries.timetables_of import timetables_of
from rules.grounds import GROUNDS
from schools.flags import sees_safeguarding
from schools.models import Enrolment, Pupil, User
from schools.permissions import may


@dataclass(frozen=True)
class RollFacts:
    """enrolment: the one of the day, else the latest. ground: its title, "" for none or unseen.

    sees_leaving: whether the person sees on what ground and for which school a pupil leaves, as
    those do who see contacts. may_arrange: whether the person records timetables and suspensions;
    others see of them only what the registers show, and no suspensions. removal: the one that
    stands, if there is one, for them and for those who see whom to tell of it.
    """

    enrolment: Enrolment | None
    is_on_roll: bool
    ground: str
    sees_leaving: bool
    removal: Removal | None
    may_remove: bool
    may_take_back: bool
    may_arrange: bool
    timetables: list[Timetable] = field(default_factory=list)
    suspensions: list[Suspension] = field(default_factory=list)


def roll_facts(*, pupil: Pupil, by: User, on: date) -> RollFacts:
    """The facts as this person may see them; five queries at most."""
    stays = Enrolment.objects.filter(school_id=pupil.school_id, pupil=pupil).order_by("-start")
    enrolments = list(stays)
    begun = [stay for stay in enrolments if stay.start <= on]
    current = next((stay for stay in begun if stay.end is None or stay.end >= on), None)
    enrolment = current or next(iter(begun or enrolments), None)
    removal = (
        enrolment.removals.filter(withdrawals__isnull=True).order_by("-pk").first()
        if enrolment is not None
        else None
    )
    arranges, removes = may(by, ARRANGE), may(by, "remove_from_roll")
    sees_leaving = may(by, "see_contacts")
    letter = enrolment.leaving_ground if enrolment and sees_leaving else ""
    return RollFacts(
        enrolment=enrolment,
        is_on_roll=current is not None,
        ground=GROUNDS[letter].title if letter else "",
        sees_leaving=sees_leaving,
        removal=removal if arranges or sees_safeguarding(by) else None,
        may_remove=removes and current is not None and removal is None,
        may_take_back=removes and removal is not None and removal.last_day >= on,
        may_arrange=arranges,
        timetables=[one for one in timetables_of(pupil=pupil) if arranges or _holds(one, on)],
        suspensions=_suspensions(pupil) if arranges else [],
    )


def _holds(timetable: Timetable, day: date) -> bool:
    return timetable.start <= day and (timetable.end is None or timetable.end >= day)


def _suspensions(pupil: Pupil) -> list[Suspension]:
    found = Suspension.objects.filter(school_id=pupil.school_id, pupil=pupil, withdrawn_at=None)
    return list(found.order_by("-start", "-pk"))
