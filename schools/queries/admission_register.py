"""The admission register of the whole school on a day, regulation 8."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from schools.models import ClassMembership, Enrolment, Pupil, PupilParent, School
from schools.queries.pupil_facts import address_lines
from schools.queries.pupil_list import LEFT, ON_ROLL


@dataclass(frozen=True)
class KnownParent:
    """A parent as the register has them; lives_with: None where it is not known."""

    name: str
    relationship: str
    address: str
    lives_with: bool | None
    phones: str


@dataclass(frozen=True)
class Entry:
    """One pupil's line of the register."""

    pupil: Pupil
    legal_name: str
    stay: Enrolment
    class_name: str
    year_group: str
    address: str
    parents: list[KnownParent] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """A stay on the roll with the class and year group of the day, or of its last one."""

    stay: Enrolment
    class_id: int | None
    class_name: str
    year_group: str


def register_lines(*, school: School, on: date, who: str = ON_ROLL) -> list[Line]:
    """The pupils of the register on the day, by name, each with the latest stay.

    who: on_roll, left (they had left before the day), or all of them. Two queries.
    """
    stays = Enrolment.objects.filter(school=school, start__lte=on).select_related("pupil")
    if who == ON_ROLL:
        stays = stays.on(on)
    latest = {stay.pupil_id: stay for stay in stays.order_by("start", "pk")}
    wanted = [
        stay for stay in latest.values() if who != LEFT or (stay.end is not None and stay.end < on)
    ]
    places: QuerySet[ClassMembership] = ClassMembership.objects.filter(school=school, start__lte=on)
    if who == ON_ROLL:
        places = ClassMembership.objects.on_the_roll(school_id=school.pk, day=on)
    last = {
        place.enrolment_id: place
        for place in places.select_related("school_class").order_by("start", "pk")
    }
    wanted.sort(key=lambda stay: (stay.pupil.sort_key, stay.pupil_id))
    return [_line(stay, last.get(stay.pk), on) for stay in wanted]


def _line(stay: Enrolment, place: ClassMembership | None, on: date) -> Line:
    """The line with the place, which must reach to the day or to the last one on the roll."""
    until = min(on, stay.end or on)
    if place is None or (place.end is not None and place.end < until):
        return Line(stay, None, "", "")
    own = place.school_class
    return Line(stay, place.school_class_id, own.name if own else "", place.year_group)


def entries_of(lines: Sequence[Line], *, on: date) -> list[Entry]:
    """The lines with what the register says of each pupil; one query for any number.

    Contacts who are no parents in law are left out.
    """
    parents = _parents([line.stay.pupil_id for line in lines], on)
    return [
        Entry(
            pupil=line.stay.pupil,
            legal_name=line.stay.pupil.full_legal_name,
            stay=line.stay,
            class_name=line.class_name,
            year_group=line.year_group,
            address=", ".join(address_lines(line.stay.pupil)),
            parents=parents[line.stay.pupil_id],
        )
        for line in lines
    ]


def _parents(pupils: Sequence[int], on: date) -> dict[int, list[KnownParent]]:
    links = PupilParent.objects.filter(pupil__in=pupils, parent__merged_into__isnull=True)
    links = links.exclude(ended_on__lte=on)
    found: dict[int, list[KnownParent]] = defaultdict(list)
    for link in links.exclude(is_parent=False).select_related("parent").order_by("priority", "pk"):
        parent = link.parent
        found[link.pupil_id].append(
            KnownParent(
                name=str(parent),
                relationship=link.relationship,
                address=", ".join(address_lines(parent)),
                lives_with=link.lives_with_pupil,
                phones=", ".join(number for number in (parent.mobile, parent.phone) if number),
            )
        )
    return found


def by_class(lines: Sequence[Line]) -> list[Line]:
    """The lines class by class, classes by name; those without a class last."""
    return sorted(lines, key=lambda line: (not line.class_name, line.class_name.casefold()))
