"""Tell a day that lies too far from today to be meant."""

from datetime import date, timedelta

FURTHEST = timedelta(days=366)  # A day further from today is a slip of the pen.
TOO_FAR_AHEAD = "Choose a first day at most a year ahead."


def is_too_far_ahead(day: date, *, today: date) -> bool:
    """Whether nobody means a beginning on that day."""
    return day - today > FURTHEST
