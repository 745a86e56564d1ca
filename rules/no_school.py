"""Why a school does not meet in a session, in words, from the lines of its calendar."""

from collections.abc import Sequence
from datetime import date, timedelta

from rules.sessions import TERM, UNPLANNED_CLOSURE, CalendarRow

HALF_TERMS = frozenset({2, 5, 6, 10, 11})  # The months in whose midst a half term lies.
LONGEST_HALF_TERM = 21  # Days.
WEEKEND = "Weekend"
NAMES = {  # With what somebody wrote, and without.
    "inset": ("INSET day: {}", "INSET day"),
    "planned_closure": ("Closed as planned: {}", "Closed as planned"),
    "bank_holiday": ("Bank holiday: {}", "Bank holiday"),
    UNPLANNED_CLOSURE: ("Closed without warning: {}", "Closed without warning"),
}
FIRST = ("inset", "planned_closure")  # They are named in a holiday too.


def why_closed(rows: Sequence[CalendarRow], *, day: date, half: str, again: date | None) -> str:
    """As in "INSET day: Training" or "Half term until 2 November"; empty where the school meets.

    again: the next day on which the school meets, where there is one. Source: product rule; the
    half terms are told from other holidays by their month, because schools name terms in many ways.
    """
    terms = [row for row in rows if row.kind == TERM]
    in_term = any(row.start <= day <= row.end for row in terms)
    if day.isoweekday() > 5 and in_term:
        return WEEKEND
    for kind in FIRST if not in_term else NAMES:
        for row in rows:
            if row.kind == kind and row.start <= day <= row.end and row.session in {"", half}:
                return closure_in_words(kind, row.name)
    if in_term:
        return ""
    holiday = "Half term" if _is_half_term(terms, day) else "Holiday"
    return f"{holiday} until {_day(again, beside=day)}" if again else "No term in the calendar"


def closure_in_words(kind: str, name: str) -> str:
    """What a line of this kind and name is called, without saying the kind twice.

    Source: product rule.
    """
    named, bare = NAMES[kind]
    if not name or name.casefold() in bare.casefold():
        return bare
    return name if bare.casefold() in name.casefold() else named.format(name)


def _is_half_term(terms: Sequence[CalendarRow], day: date) -> bool:
    before = max((row.end for row in terms if row.end < day), default=None)
    after = min((row.start for row in terms if row.start > day), default=None)
    if before is None or after is None or (after - before).days > LONGEST_HALF_TERM:
        return False
    midst = before + timedelta(days=(after - before).days // 2)
    return midst.month in HALF_TERMS


def _day(day: date, *, beside: date) -> str:
    year = f" {day.year}" if day.year != beside.year else ""
    return f"{day.day} {day:%B}{year}"
