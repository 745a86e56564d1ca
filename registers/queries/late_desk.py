"""What the late desk shows: who is found, who came and who left today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from registers.models import Arrival, Departure, Mark
from registers.queries.session_facts import SessionFacts
from schools.models import ClassMembership, Pupil, User
from schools.queries.find_pupils import find_pupils

MOST = 8


@dataclass(frozen=True)
class AtDesk:
    """A pupil who was found. mark: in force in the session; departure: without a return yet."""

    pupil: Pupil
    class_name: str
    year_group: str
    mark: Mark | None
    arrival: Arrival | None
    departure: Departure | None

    @property
    def version(self) -> int:
        return self.mark.pk if self.mark else 0


@dataclass(frozen=True)
class FoundAtDesk:
    """sentence: why nobody is shown, or that there are more than are shown."""

    pupils: list[AtDesk]
    sentence: str = ""


def found_at_desk(
    *, by: User, text: str, day: date, session: SessionFacts | None, chosen: int | None = None
) -> FoundAtDesk:
    """The pupils on the roll today whom the text fits, or the one chosen. Five queries."""
    members = (
        ClassMembership.objects.on_the_roll(school_id=by.school_id, day=day)
        .filter(school_class__isnull=False)
        .select_related("pupil", "school_class")
        .order_by("pupil__sort_key", "pupil_id")
    )
    if text:
        found = find_pupils(by=by, text=text, on=day)
        if found.sentence:
            return FoundAtDesk([], found.sentence)
        members = members.filter(pupil__in=found.pupils.order_by())
    elif chosen is not None:
        members = members.filter(pupil_id=chosen)
    else:
        return FoundAtDesk([])
    shown = list(members[: MOST + 1])
    pupils = _at_desk(by.school_id, shown[:MOST], day, session)
    if not pupils:
        return FoundAtDesk([], "Nobody on the roll today has a name that begins like this.")
    more = "There are more. Type another letter, or another of the names."
    return FoundAtDesk(pupils, more if len(shown) > MOST else "")


def _at_desk(
    school_id: int,
    members: Sequence[ClassMembership],
    day: date,
    session: SessionFacts | None,
) -> list[AtDesk]:
    keys = [member.pupil_id for member in members]
    known = {"school_id": school_id, "day": day, "pupil_id__in": keys}
    marks: dict[int, Mark] = {}
    arrivals: dict[int, Arrival] = {}
    if session is not None:
        in_force = Mark.objects.in_force().filter(half=session.half, **known)
        marks = {mark.pupil_id: mark for mark in in_force.select_related("register")}
        came = Arrival.objects.filter(half=session.half, withdrawn_at=None, **known)
        arrivals = {one.pupil_id: one for one in came}
    out = {
        one.pupil_id: one
        for one in Departure.objects.filter(
            withdrawn_at=None, returned_at=None, **known
        ).select_related("pupil")
    }
    return [
        AtDesk(
            member.pupil,
            member.school_class.name if member.school_class else "",
            member.year_group,
            marks.get(member.pupil_id),
            arrivals.get(member.pupil_id),
            out.get(member.pupil_id),
        )
        for member in members
    ]


def signed_in(*, school_id: int, day: date) -> list[tuple[Arrival, str]]:
    """Today's arrivals that stand, the latest first, each with the class. Two queries."""
    found = list(
        Arrival.objects.filter(school_id=school_id, day=day, withdrawn_at=None)
        .select_related("pupil", "recorded_by")
        .order_by("-arrived_at", "-pk")
    )
    classes = _class_names(school_id, day, [one.pupil_id for one in found])
    return [(one, classes.get(one.pupil_id, "")) for one in found]


def signed_out(*, school_id: int, day: date) -> list[tuple[Departure, str]]:
    """Today's departures that stand, those who are out first. Two queries."""
    found = list(
        Departure.objects.filter(school_id=school_id, day=day, withdrawn_at=None)
        .select_related("pupil", "recorded_by")
        .order_by("-left_at", "-pk")
    )
    found.sort(key=lambda one: one.returned_at is not None)
    classes = _class_names(school_id, day, [one.pupil_id for one in found])
    return [(one, classes.get(one.pupil_id, "")) for one in found]


def _class_names(school_id: int, day: date, pupils: list[int]) -> dict[int, str]:
    members = ClassMembership.objects.on_the_roll(school_id=school_id, day=day)
    rows = members.filter(pupil_id__in=pupils, school_class__isnull=False)
    return dict(rows.values_list("pupil_id", "school_class__name"))
