"""Draw and say the last five school days beside a name: in school or not, and nothing else."""

from collections.abc import Sequence

from registers.queries.days_before import DayBefore
from toolkit.days import day_in_week
from toolkit.words import counted, together

WIDE, HIGH = 8, 9  # Units from one cell to the next: days go across, the afternoon is below.
SHAPES = {True: "h6v7h-6z", False: "h6v7h-6zm1.5 1.5v4h3v-4z", None: "m2 3h2v1h-2z"}


def drawn(before: Sequence[DayBefore]) -> str:
    """The path of the cells: full when in school, hollow when not, a dash where nothing is known.

    The shape says it all, so that it is the same in grey, in the dark and in forced colours.
    """
    return "".join(
        f"M{WIDE * across} {HIGH * down}{SHAPES[was_in]}"
        for across, day in enumerate(before)
        for down, was_in in enumerate((day.morning, day.afternoon))
    )


def said(before: Sequence[DayBefore]) -> str:
    """The same in words, as in "5 days: not in school on Monday 9 November (morning)"."""
    halves = [was_in for day in before for was_in in (day.morning, day.afternoon)]
    unknown = halves.count(None)
    if unknown == len(halves):
        return "5 days: no marks"
    away = [_away(day) for day in before if False in (day.morning, day.afternoon)]
    words = f"not in school on {together(away)}" if away else "in school"
    return f"5 days: {words}{f', {counted(unknown, "sessions")} without a mark' if unknown else ''}"


def _away(day: DayBefore) -> str:
    """The day; with the half, where the pupil was not away for both."""
    name = day_in_week(day.day) if day.day else ""
    if day.morning == day.afternoon:
        return name
    return f"{name} ({'morning' if day.morning is False else 'afternoon'})"
