"""Tell what a register showed at a moment: nothing is ever overwritten, so it can be read again."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from registers.models import Mark, Register
from registers.models.mark import MarkQuerySet
from registers.queries.roll import roll
from schools.models import Pupil, SchoolClass


@dataclass(frozen=True)
class Stood:
    """A pupil's entry then and now, None for none. is_here: on the roll of the class that day."""

    pupil: Pupil
    then: Mark | None
    now: Mark | None
    is_here: bool = True

    @property
    def is_changed(self) -> bool:
        return (self.then and self.then.pk) != (self.now and self.now.pk)


@dataclass(frozen=True)
class ClassThen:
    """register: where it had been submitted by then; else None."""

    rows: list[Stood]
    register: Register | None


def standing_at(marks: MarkQuerySet, at: datetime) -> MarkQuerySet:
    """Of the marks those that stood at the moment, whatever became of them since."""
    return marks.filter(Q(closed_at__isnull=True) | Q(closed_at__gt=at), entered_at__lte=at)


def class_as_it_stood(
    *, school_class: SchoolClass, day: date, half: str, at: datetime
) -> ClassThen:
    """The register of the class as it stood at the moment, beside what stands now.

    Whoever was marked is in it, on the roll of that day or not. Five queries.
    """
    pupils = {row.pupil.pk: row.pupil for row in roll(school_class=school_class, day=day)}
    school_id = school_class.school_id
    of_session = Mark.objects.filter(school_id=school_id, day=day, half=half)
    marks = of_session.filter(
        Q(pupil_id__in=pupils) | Q(register__school_class=school_class)
    ).select_related("pupil", "entered_by")
    then = {mark.pupil_id: mark for mark in standing_at(marks, at)}
    now = {mark.pupil_id: mark for mark in marks.in_force()}
    here = set(pupils)
    for mark in (*then.values(), *now.values()):
        pupils.setdefault(mark.pupil_id, mark.pupil)
    rows = [Stood(pupil, then.get(key), now.get(key), key in here) for key, pupil in pupils.items()]
    rows.sort(key=lambda row: (row.pupil.sort_key, row.pupil.pk))
    register = (
        Register.objects.filter(
            school_id=school_id,
            school_class=school_class,
            day=day,
            half=half,
            submitted_at__lte=at,
        )
        .select_related("submitted_by")
        .first()
    )
    return ClassThen(rows, register)
