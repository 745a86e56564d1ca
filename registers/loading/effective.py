"""Say from which days the changes of a load may hold."""

from datetime import date, datetime, timedelta

from registers.refusals import Refused
from toolkit import clock
from toolkit.days import full_day

FURTHEST = timedelta(days=731)  # Two years, before or after: further is a slip of the pen.


class TooFarAway(Refused):
    """Nobody means that changes hold from such a day."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"Changes cannot hold from {full_day(day)}. "
            "Choose a day at most two years before or after today."
        )


def day_of_changes(effective: date | None, *, at: datetime) -> date:
    """The day that was asked for; the school's day of `at` where none was. Raises TooFarAway."""
    today = clock.local(at).date()
    if effective is None:
        return today
    if abs(effective - today) > FURTHEST:
        raise TooFarAway(effective)
    return effective
