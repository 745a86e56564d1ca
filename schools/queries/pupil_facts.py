"""What the admission register says of one pupil, as far as a person may see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max, Q

from rules.new_pupil_return import due_by
from schools.addresses import ADDRESS
from schools.enrolling import age
from schools.models import ClassMembership, Enrolment, Pupil, PupilParent, User
from schools.permissions import may
from schools.queries.pupil_list import standing
from schools.words import class_and_year


@dataclass(frozen=True)
class PupilFacts:
    """One pupil on a day; what the person may not see is empty.

    state and state_day: as in schools.queries.pupil_list. place: class and year group in words.
    """

    pupil: Pupil
    age: int
    legal_name: str
    state: str
    state_day: date | None
    place: str
    stay: Enrolment | None
    memberships: list[ClassMembership]
    stays: Sequence[Enrolment]
    sees_contacts: bool
    may_edit: bool
    may_readmit: bool
    may_correct: bool
    siblings: list[Pupil] = field(default_factory=list)
    address: list[str] = field(default_factory=list)
    return_due: date | None = None


def pupil_facts(*, pupil: Pupil, by: User, on: date) -> PupilFacts:
    """The register's entry of the pupil (regulation 8), with classes and stays over time.

    Whoever opens the pupil sees names, age and classes; addresses, numbers and the family need
    see_contacts. return_due: by when the authority must be told of a new pupil, for those who
    tell it. Three queries.
    """
    known = {"school_id": pupil.school_id, "pupil": pupil}
    waiting = Q(new_pupil_returns__made_on__isnull=True)
    entered = Max("new_pupil_returns__entered_on", filter=waiting)
    stays = list(Enrolment.objects.filter(**known).annotate(entered=entered).order_by("start"))
    rows = ClassMembership.objects.filter(**known).select_related("school_class")
    memberships = list(rows.order_by("-start"))
    state, day = standing(stays, on)
    now = next((one for one in memberships if one.start <= on and not _over(one.end, on)), None)
    class_name = now.school_class.name if now is not None and now.school_class else ""
    sees_contacts, may_edit = may(by, "see_contacts"), may(by, "edit_people")
    due = None
    if may(by, "send_returns_and_reports"):
        due = max((due_by(one.entered) for one in stays if one.entered), default=None)
    return PupilFacts(
        pupil=pupil,
        age=age(pupil.date_of_birth, on),
        legal_name=pupil.full_legal_name,
        state=state,
        state_day=day,
        place=class_and_year(class_name, now.year_group if now is not None else ""),
        stay=stays[-1] if stays else None,
        memberships=memberships,
        stays=stays[::-1],
        sees_contacts=sees_contacts,
        may_edit=may_edit,
        may_readmit=may_edit and all(stay.end for stay in stays),
        may_correct=may_edit and bool(stays) and not _over(stays[-1].end, on),
        siblings=siblings_of(pupil) if sees_contacts else [],
        address=address_lines(pupil) if sees_contacts else [],
        return_due=due,
    )


def address_lines(of: object) -> list[str]:
    """The lines of a pupil's or parent's address that are filled."""
    return [line for name in ADDRESS if (line := getattr(of, name))]


def siblings_of(pupil: Pupil) -> list[Pupil]:
    """Pupils of the school who share a parent with this one, leavers too, the eldest first.

    A contact who is known not to be a parent in law (a childminder, say) makes nobody a sibling.
    """
    links = PupilParent.objects.filter(
        Q(is_parent=True) | Q(is_parent__isnull=True),
        school_id=pupil.school_id,
        ended_on__isnull=True,
        parent__merged_into__isnull=True,
    )
    shared = links.filter(parent__in=links.filter(pupil=pupil).values("parent_id"))
    found = Pupil.objects.filter(school_id=pupil.school_id, pk__in=shared.values("pupil_id"))
    return list(found.exclude(pk=pupil.pk).order_by("date_of_birth", "sort_key"))


def _over(end: date | None, on: date) -> bool:
    return end is not None and end < on
