"""Who was in school on the last school days, and who was missed with no reason known."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateField, Exists, F, Func, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Least

from registers.models import Mark
from rules import codes
from rules.sessions import HALVES, school_year_start
from schools.models import Session

DAYS = 5
LONGEST_AGO = timedelta(days=6)


@dataclass(frozen=True)
class DayBefore:
    """Whether a pupil was in the school, by half; None where the register says nothing.

    Neither code, reason nor lateness is kept here: children can see the screen that shows it.
    day: None where nobody of the class has a mark on that school day.
    """

    day: date | None
    morning: bool | None = None
    afternoon: bool | None = None


@dataclass(frozen=True)
class DaysBefore:
    """seen: the last five school days of this school year by pupil, the oldest first.

    Empty where no pupil has a mark on any of them. missed: the pupils with N on the last
    marked day of the six before, and that day.
    """

    seen: dict[int, tuple[DayBefore, ...]] = field(default_factory=dict)
    missed: dict[int, date] = field(default_factory=dict)


def days_before(*, school_id: int, pupils: list[int], day: date) -> DaysBefore:
    """What the marks in force say of these pupils before that day, in one query."""
    starts = school_year_start(day)
    held = Session.objects.meeting().filter(school_id=school_id, day__gte=starts, day__lt=day)
    school_days = held.values("day").distinct().order_by("-day")
    fifth = Coalesce(Subquery(school_days[DAYS - 1 : DAYS]), Value(starts))
    ago = Func(
        ArraySubquery(school_days[:DAYS]),
        F("day"),
        function="array_position",
        output_field=IntegerField(),
    )
    marks = list(
        Mark.objects.in_force()
        .filter(school_id=school_id, pupil_id__in=pupils, day__lt=day)
        .filter(day__gte=Least(fifth, Value(day - LONGEST_AGO), output_field=DateField()))
        .annotate(ago=ago, met=Exists(held.filter(day=OuterRef("day"), half=OuterRef("half"))))
        .values_list("pupil_id", "day", "half", "code", "ago", "met")
    )
    days = {ago: when for _, when, _, _, ago, met in marks if ago and met}
    was_in = {
        (pupil, ago, half): bool(codes.counts_as(code).on_site)
        for pupil, _, half, code, ago, met in marks
        if ago and met
    }
    last = max((when for _, when, *_ in marks if when >= day - LONGEST_AGO), default=None)
    return DaysBefore(
        seen={
            pupil: tuple(
                DayBefore(days.get(ago), *(was_in.get((pupil, ago, half)) for half in HALVES))
                for ago in range(DAYS, 0, -1)
            )
            for pupil in pupils
            if was_in
        },
        missed={pupil: when for pupil, when, _, code, *_ in marks if when == last and code == "N"},
    )
