"""A pupil's marks of a school year, session by session, now or as they stood at a moment."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from registers.models import Mark
from registers.queries.as_it_stood import standing_at
from rules.sessions import HALVES, SchoolYear
from schools.models import Enrolment, Pupil, Session

MARKED, UNMARKED, COMING, NO_SESSION, NOT_ON_ROLL = "marked", "unmarked", "coming", "none", "off"
DAYS = 5


@dataclass(frozen=True)
class Cell:
    """One session. state: one of the five above; class_id: whose register has the mark."""

    day: date
    half: str
    state: str
    mark: Mark | None = None
    class_id: int | None = None


@dataclass(frozen=True)
class Week:
    """Monday to Friday, the sessions of the week in order of time: ten cells."""

    monday: date
    cells: list[Cell]


def pupil_year(
    *, pupil: Pupil, year: SchoolYear, until: date, at: datetime | None = None
) -> list[Week]:
    """The weeks of the year in which the school has a session.

    until: the last day that has come. at: where it is given, the marks are those that stood
    then. Three queries. A mark in a session that the calendar has not is shown all the same.
    """
    known = {"school_id": pupil.school_id}
    sessions = Session.objects.filter(**known, day__range=(year.starts, year.ends))
    held = {(day, half) for day, half in sessions.values_list("day", "half")}
    marks = Mark.objects.between(year.starts, year.ends).filter(**known, pupil=pupil)
    standing = marks.in_force() if at is None else standing_at(marks, at)
    by_session = {
        (mark.day, mark.half): mark for mark in standing.select_related("register", "entered_by")
    }
    stays = list(
        Enrolment.objects.filter(
            Q(end__isnull=True) | Q(end__gte=year.starts),
            **known,
            pupil=pupil,
            start__lte=year.ends,
        ).values_list("start", "end")
    )
    days = {day for day, _ in held} | {day for day, _ in by_session}
    mondays = sorted({day - timedelta(days=day.weekday()) for day in days})
    return [Week(monday, _cells(monday, held, by_session, stays, until)) for monday in mondays]


def _cells(
    monday: date,
    held: set[tuple[date, str]],
    marks: dict[tuple[date, str], Mark],
    stays: list[tuple[date, date | None]],
    until: date,
) -> list[Cell]:
    cells = []
    for number in range(DAYS):
        day = monday + timedelta(days=number)
        for half in HALVES:
            mark = marks.get((day, half))
            if mark is not None:
                cells.append(Cell(day, half, MARKED, mark, mark.register.school_class_id))
            elif (day, half) not in held:
                cells.append(Cell(day, half, NO_SESSION))
            elif not any(start <= day and (end is None or day <= end) for start, end in stays):
                cells.append(Cell(day, half, NOT_ON_ROLL))
            else:
                cells.append(Cell(day, half, COMING if day > until else UNMARKED))
    return cells
