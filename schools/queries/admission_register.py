"""The admission register of the whole school on a day, regulation 8."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from schools.models import ClassMembership, Enrolment, Pupil, PupilParent, School, SchoolClass
from schools.queries.pupil_facts import address_lines


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


def admission_register(
    *, school: School, on: date, school_class: SchoolClass | None = None
) -> list[Entry]:
    """The entries of the pupils on the roll on the day, by name; of one class or all.

    Three queries whatever the number of pupils. Contacts who are no parents in law are left out.
    """
    stays = Enrolment.objects.on(on).filter(school=school).select_related("pupil")
    places = ClassMembership.objects.on_the_roll(school_id=school.pk, day=on)
    places = places.select_related("school_class")
    if school_class is not None:
        places = places.filter(school_class=school_class)
        stays = stays.filter(pupil__in=places.values("pupil_id"))
    placed = {one.pupil_id: one for one in places}
    parents = _parents(school, on, school_class)
    entries = []
    for stay in stays.order_by("pupil__sort_key", "pupil_id"):
        place = placed.get(stay.pupil_id)
        own = place.school_class if place is not None else None
        entries.append(
            Entry(
                pupil=stay.pupil,
                legal_name=stay.pupil.full_legal_name,
                stay=stay,
                class_name=own.name if own is not None else "",
                year_group=place.year_group if place is not None else "",
                address=", ".join(address_lines(stay.pupil)),
                parents=parents[stay.pupil_id],
            )
        )
    return entries


def _parents(
    school: School, on: date, school_class: SchoolClass | None
) -> dict[int, list[KnownParent]]:
    links = PupilParent.objects.filter(school=school, parent__merged_into__isnull=True)
    links = links.exclude(ended_on__lte=on)
    if school_class is not None:
        members = ClassMembership.objects.on_the_roll(school_id=school.pk, day=on)
        members = members.filter(school_class=school_class)
        links = links.filter(pupil__in=members.values("pupil_id"))
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


def by_class(entries: list[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries of each class together, classes by name; those without a class last."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.class_name].append(entry)
    return sorted(groups.items(), key=lambda group: (not group[0], group[0].casefold()))
