"""Say what a part-time timetable may be, and which code stands for its agreed sessions."""

from collections.abc import Iterable
from datetime import date, timedelta

from rules import compulsory_age

LONGEST = timedelta(weeks=12)  # From the first day to the last, both included.
BETWEEN_REVIEWS = timedelta(weeks=4)
ALL_WEEK = 10  # Sessions of a week.


def code_for(born: date, *, on: date) -> str:
    """C2 at compulsory school age, X below and above it.

    Source: SI 2024/208, regulations 10 and 11(6): C2 is leave of a pupil of compulsory school
    age, X of one who is not.
    """
    return "C2" if compulsory_age.is_compulsory(born, on) else "X"


def latest_end(start: date) -> date:
    """The last day that a timetable from this day may have.

    Source: product rule; the guidance says only that it is temporary and has an end.
    """
    return start + LONGEST - timedelta(days=1)


def why_reviews_do_not_do(reviews: Iterable[date], *, start: date, end: date) -> str:
    """Say in one sentence what is wrong with the review days; empty where they will do.

    The first is within four weeks of the start, none is more than four weeks after the one
    before, the last is within four weeks of the end, and all lie inside the timetable.
    Source: product rule; the guidance says only that reviews are regular.
    """
    days = sorted(set(reviews))
    if not days:
        return "Give at least one day on which the timetable is reviewed."
    if days[0] < start or days[-1] > end:
        return "Every review lies between the first and the last day of the timetable."
    before = start
    for day in (*days, end):
        if day - before > BETWEEN_REVIEWS:
            return (
                f"Review the timetable by {_in_words(before + BETWEEN_REVIEWS)}: "
                "never more than four weeks pass without a review."
            )
        before = day
    return ""


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
