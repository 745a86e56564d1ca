"""List the parents whose number or e-mail address cannot be right."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from schools.models import Enrolment, Parent, PupilParent, School, User
from schools.parent_facts import unusable
from schools.permissions import require

CANNOT_BE_RIGHT = (
    (~Q(mobile="") & Q(mobile_number=""))
    | (~Q(phone="") & Q(phone_number=""))
    | (~Q(email="") & Q(email_is_usable=False))
)


@dataclass(frozen=True)
class ToMend:
    """A parent, what cannot be right (kind in words, as written), and the links to pupils."""

    parent: Parent
    faults: list[tuple[str, str]]
    links: list[PupilParent]


def numbers_to_mend(*, by: User, on: date, most: int) -> tuple[list[ToMend], int]:
    """The first parents of the person's school, by name, and how many there are in all.

    Only contacts of pupils who are on the roll on the day or will be. Raises NotPermitted.
    """
    require(by, "edit_people")
    require(by, "see_contacts")
    parents = parents_to_mend(school=by.school, on=on).order_by("surname", "forename", "pk")
    ordered = _links(by.school, on).select_related("pupil").order_by("pupil__sort_key", "pk")
    shown = parents.prefetch_related(Prefetch("pupils", queryset=ordered, to_attr="links"))[:most]
    found = [ToMend(parent, unusable(parent), getattr(parent, "links", [])) for parent in shown]
    return found, len(found) if len(found) < most else parents.count()


def parents_to_mend(*, school: School, on: date) -> QuerySet[Parent]:
    """The parents with a number or an address that cannot be right, in no order."""
    return Parent.objects.filter(
        CANNOT_BE_RIGHT,
        school=school,
        merged_into__isnull=True,
        pk__in=_links(school, on).values("parent_id"),
    )


def _links(school: School, on: date) -> QuerySet[PupilParent]:
    not_gone = Enrolment.objects.filter(Q(end__isnull=True) | Q(end__gte=on), school=school)
    return PupilParent.objects.filter(
        school=school, ended_on__isnull=True, pupil__in=not_gone.values("pupil_id")
    )
