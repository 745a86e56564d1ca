"""List the pupils about whom nobody, or not each parent they live with, can be called."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q

from schools.models import Enrolment, Pupil, PupilParent, User
from schools.permissions import require

NO_NUMBER = Q(parent__mobile_number="", parent__phone_number="")


@dataclass(frozen=True)
class WithoutNumber:
    """A pupil; whether somebody can be called at all; the parents at home who cannot."""

    pupil: Pupil
    somebody_can_be_called: bool
    parents: list[PupilParent]


def without_number(*, by: User, on: date, most: int) -> tuple[list[WithoutNumber], int]:
    """The first such pupils of the person's school, those with nobody first, and how many in all.

    Of those who are on the roll on the day or will be. Whoever may not be contacted is nobody to
    call. Raises NotPermitted. Source: SI 2024/208, regulation 8: an emergency telephone number
    of each parent with whom the pupil normally lives.
    """
    require(by, "edit_people")
    require(by, "see_contacts")
    links = PupilParent.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=on),
        school=by.school,
        parent__merged_into__isnull=True,
    )
    at_home = links.filter(NO_NUMBER, lives_with_pupil=True).exclude(is_parent=False)
    callable_ones = links.exclude(NO_NUMBER).exclude(may_contact=False)
    here = Enrolment.objects.filter(Q(end__isnull=True) | Q(end__gte=on), school=by.school)
    pupils = (
        Pupil.objects.filter(school=by.school, pk__in=here.values("pupil_id"))
        .annotate(can_be_called=Exists(callable_ones.filter(pupil=OuterRef("pk"))))
        .filter(Q(can_be_called=False) | Exists(at_home.filter(pupil=OuterRef("pk"))))
        .order_by("can_be_called", "sort_key", "pk")
    )
    named = Prefetch("contacts", at_home.select_related("parent").order_by("priority"), "at_home")
    found = [
        WithoutNumber(pupil, pupil.can_be_called, pupil.at_home)
        for pupil in pupils.prefetch_related(named)[:most]
    ]
    return found, len(found) if len(found) < most else pupils.count()
