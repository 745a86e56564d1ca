"""Say when the local authority must have the return about a new pupil."""

from datetime import date, timedelta

from rules.sessions import YEAR_GROUPS

DAYS = 5  # Calendar days after the day on which the name was entered.


def due_by(entered: date) -> date:
    """The last day on which the return about a new pupil is in time.

    entered: the day on which the name was entered in the admission register.
    Source: SI 2024/208, regulation 13(1) and (2): by the end of the fifth day after it.
    """
    return entered + timedelta(days=DAYS)


def is_needed(
    *, year_group: str, lowest_year_group: str, starts: date, year_begins: date, asked: bool
) -> bool:
    """Whether a return is due for a pupil who starts on the day in the year group.

    year_begins: the first day on which the school meets in that school year. asked: whether the
    authority has asked for pupils who enter the most junior class then.
    Source: SI 2024/208, regulation 13(3): not for those who enter the most junior class on the
    first day of the school year, unless the authority asked.
    """
    if asked or starts > year_begins:
        return True
    return YEAR_GROUPS.index(year_group) > YEAR_GROUPS.index(lowest_year_group)
