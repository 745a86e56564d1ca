"""Find the pupils whom a person may look up and open."""

from datetime import date

from django.db.models import Q, QuerySet

from schools.models import ClassMembership, Pupil, User
from schools.permissions import LIMITED, classes_of, level
from schools.roles import NONE

LOOK_UP = ("see_pupil_figures", "see_contacts", "edit_people")  # One of them is enough.


def pupils_open_to(*, by: User, on: date) -> QuerySet[Pupil]:
    """All pupils of the school, leavers too; for teachers and year leads those of theirs that day.

    Of several roles the widest counts.
    """
    pupils = Pupil.objects.filter(school_id=by.school_id)
    theirs = Q(pk__in=[])
    for role in by.roles:
        granted = {level(role, capability) for capability in LOOK_UP} - {NONE}
        if granted - LIMITED:
            return pupils
        if granted and role == "year_lead":
            theirs |= Q(year_group__in=by.year_groups)
        elif granted:
            theirs |= Q(school_class__in=classes_of(by, on))
    members = ClassMembership.objects.on_the_roll(school_id=by.school_id, day=on)
    return pupils.filter(pk__in=members.filter(theirs).values("pupil_id"))
