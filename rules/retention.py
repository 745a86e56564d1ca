"""Say from which day on an entry of a register may be removed."""

from datetime import date
from typing import NamedTuple


class Edition(NamedTuple):
    """For how many years an entry is kept, counted from the day it was made."""

    valid_from: date
    years: int


EDITIONS = (  # Newest first. A shorter time would need a new trigger in the database too.
    Edition(date(2024, 8, 19), years=6),
)


def removable_before(today: date) -> date:
    """Entries made before this day have been kept for long enough; one made on it has not.

    today: the day of the removal, in school local time. The anniversary itself still belongs to
    the time for which an entry is kept; an entry of 29 February is kept to the end of 28 February
    six years on, so on 1 March it may go.
    Source: SI 2024/208, regulation 7: every entry is kept for six years from the day it was made.
    That the anniversary counts, and the reckoning of 29 February, are product rules.
    """
    year = today.year - EDITIONS[0].years
    try:
        return today.replace(year=year)
    except ValueError:  # 29 February, in a year that has none.
        return date(year, 2, 28)
