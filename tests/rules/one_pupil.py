"""One pupil among 400, whose absences a test chooses, and what is found of them."""

from datetime import date

from rules.chance import Counts
from rules.patterns import patterns
from rules.placed_year import Year
from rules.separate_absences import days_of, was_missed
from rules.sessions import AM, PM, CalendarRow, Session, school_days, sessions_of

STROKES = {AM: "/", PM: "\\"}
BORN = date(2016, 7, 30)  # In a holiday: no birthday to look at.
THIS = CalendarRow(date(2025, 9, 1), date(2025, 12, 19), "term")  # 80 days, Monday to Friday.
LAST = CalendarRow(date(2024, 9, 2), date(2024, 12, 20), "term")
DAYS, DAYS_OF_LAST = (school_days(sessions_of([row])) for row in (THIS, LAST))
MONDAYS = DAYS[::5]
LONG = school_days(sessions_of([CalendarRow(THIS.start, date(2026, 5, 29), "term")]))
BEGUN = Counts(1000, 100)
SCHOOL = 400


def attended(days):
    return {Session(day, half): STROKES[half] for day in days for half in STROKES}


def away(days, *, code="O", of=DAYS, halves=(AM, PM)):
    """The marks of a pupil who missed these days and no others."""
    return attended(of) | {Session(day, half): code for day in days for half in halves}


def counted(marks, *, missed=20, on=None):
    """What a school of 400 missed: so many of each session, and of those days what `on` says."""
    return {
        session: Counts(SCHOOL, (on or {}).get(session.day, missed) + was_missed(code))
        for session, code in marks.items()
    }


def year(marks, *, days=DAYS, **school):
    return Year(days_of(marks), counted(marks, **school), days)


def look(marks, *, born=BORN, siblings=None, begun=BEGUN, before=(), **school):
    mine = days_of(marks)
    at_midday = sum(day.missed == (False, True) for day in mine)
    begun = Counts(begun.possible + len(mine), begun.missed + at_midday)
    years = [year(marks, **school), *before]
    return patterns(born=born, years=years, siblings=siblings or {}, begun=begun)


def the(kind, looked, which=0):
    (found,) = [one for one in looked.patterns if (one.kind, one.which) == (kind, which)]
    return found


def standing_out(looked):
    return [(one.kind, one.which) for one in looked.patterns if one.stands_out]


def whole_days(*places):
    """The sessions of these days of the year."""
    return {Session(DAYS[place], half) for place in places for half in (AM, PM)}
