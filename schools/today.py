"""One thing that waits for somebody on the Today page, in whatever app it arose."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class TodayItem:
    """A line of the Today page: what waits, why, and the one thing to do about it.

    urgency: 0 comes first. title and detail are sentences; address is where action, the words of
    the link, leads. due: the last day on which it is in time, or None where no day is set.
    """

    kind: str
    urgency: int
    title: str
    detail: str
    address: str
    action: str
    due: date | None = None
