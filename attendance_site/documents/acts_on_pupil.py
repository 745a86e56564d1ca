"""Find what was done to one pupil, or to what is kept on this pupil alone."""

from django.db.models import Model, QuerySet

from audit.models import Act
from registers.models import (
    Arrival,
    Departure,
    FireTick,
    Mark,
    Message,
    MessagePupil,
    Plan,
    Removal,
    RemovalTelling,
    RemovalWithdrawal,
    Suspension,
    Timetable,
    TimetableReview,
)
from schools.models import ClassMembership, Enrolment, FactChange, Pupil, PupilFlag, PupilParent
from schools.models.new_pupil_return import NewPupilReturn

OWN: dict[type[Model], str] = {
    Arrival: "pupil",
    ClassMembership: "pupil",
    Departure: "pupil",
    Enrolment: "pupil",
    FactChange: "pupil",
    FireTick: "pupil",
    Mark: "pupil",
    MessagePupil: "pupil",
    NewPupilReturn: "enrolment__pupil",
    Plan: "pupil",
    PupilFlag: "pupil",
    PupilParent: "pupil",
    Removal: "enrolment__pupil",
    RemovalTelling: "removal__enrolment__pupil",
    RemovalWithdrawal: "removal__enrolment__pupil",
    Suspension: "pupil",
    Timetable: "pupil",
    TimetableReview: "timetable__pupil",
}  # Tables whose rows are each of one pupil, and how a row leads there.
SHARED: dict[type[Model], str] = {Message: "about__pupil"}  # A row may be of several pupils.


def acts_on_pupil(pupil: Pupil) -> QuerySet[Act]:
    """The acts, the earliest first, each with who did it; one query."""
    of_school = Act.objects.filter(school_id=pupil.school_id)
    on_pupil = of_school.filter(subject_kind=Pupil._meta.label, subject_id=pupil.pk)
    on_rows = [
        of_school.filter(
            subject_kind=model._meta.label,
            subject_id__in=model._default_manager.filter(**{way: pupil}).values("pk"),
        ).values("pk")
        for model, way in (OWN | SHARED).items()
    ]
    found = Act.objects.filter(pk__in=on_pupil.values("pk").union(*on_rows, all=True))
    return found.select_related("by").order_by("at", "pk")
