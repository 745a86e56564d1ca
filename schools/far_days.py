"""Tell a day that lies too far from today to be meant, or to be put right."""

from datetime import date, timedelta

from rules.sessions import school_year_start

FURTHEST = timedelta(days=366)  # A day further from today is a slip of the pen.
FURTHEST_END = timedelta(days=731)
TOO_FAR_AHEAD = "Choose a first day at most a year ahead."
ENDS_TOO_LATE = "Choose a last day at most two years ahead, or none where it goes on."


def is_too_far_ahead(day: date, *, today: date) -> bool:
    """Whether nobody means a beginning on that day."""
    return day - today > FURTHEST


def ends_too_late(day: date, *, today: date) -> bool:
    """Whether nobody plans an end on that day."""
    return day - today > FURTHEST_END


def first_to_put_right(today: date) -> date:
    """The earliest day of which may be changed who taught: this school year's 1 September."""
    return school_year_start(today)
