"""A pupil's marks of a school year, session by session, now or as they stood at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from registers.models import Mark
from registers.queries.as_it_stood import standing_at
from rules.sessions import HALVES, SchoolYear
from schools.models import ClassMembership, Enrolment, Pupil, Session

MARKED, UNMARKED, COMING, NO_SESSION, NOT_ON_ROLL = "marked", "unmarked", "coming", "none", "off"
DAYS = 5


class Span(NamedTuple):
    """From a day to another, or on and on; key: of the stay or the class."""

    start: date
    end: date | None
    key: int | None


@dataclass(frozen=True)
class Cell:
    """One session. state: one of the five above; class_id: on whose register the pupil is."""

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
    then. Four queries. A mark in a session that the calendar has not is shown all the same.
    """
    known = {"school_id": pupil.school_id}
    sessions = Session.objects.filter(**known, day__range=(year.starts, year.ends))
    held = {(day, half) for day, half in sessions.values_list("day", "half")}
    marks = Mark.objects.between(year.starts, year.ends).filter(**known, pupil=pupil)
    standing = marks.in_force() if at is None else standing_at(marks, at)
    by_session = {(mark.day, mark.half): mark for mark in standing}
    stays = _spans(Enrolment.objects.filter(**known, pupil=pupil).values_list("start", "end", "pk"))
    classes = ClassMembership.objects.filter(**known, pupil=pupil)
    members = _spans(classes.values_list("start", "end", "school_class_id"))
    days = {day for day, _ in held} | {day for day, _ in by_session}
    mondays = sorted({day - timedelta(days=day.weekday()) for day in days})
    return [
        Week(monday, _cells(monday, held, by_session, stays, members, until)) for monday in mondays
    ]


def _cells(
    monday: date,
    held: set[tuple[date, str]],
    marks: dict[tuple[date, str], Mark],
    stays: list[Span],
    members: list[Span],
    until: date,
) -> list[Cell]:
    cells = []
    for number in range(DAYS):
        day = monday + timedelta(days=number)
        for half in HALVES:
            mark = marks.get((day, half))
            stay, member = _on(stays, day), _on(members, day)
            if mark is not None:
                class_id = member.key if member and stay else None
                cells.append(Cell(day, half, MARKED, mark, class_id))
            elif (day, half) not in held:
                cells.append(Cell(day, half, NO_SESSION))
            elif stay is None:
                cells.append(Cell(day, half, NOT_ON_ROLL))
            else:
                cells.append(Cell(day, half, COMING if day > until else UNMARKED))
    return cells


def _spans(rows: Iterable[tuple[date, date | None, int | None]]) -> list[Span]:
    return [Span(*row) for row in rows]


def _on(spans: list[Span], day: date) -> Span | None:
    return next(
        (one for one in spans if one.start <= day and (one.end is None or day <= one.end)), None
    )
