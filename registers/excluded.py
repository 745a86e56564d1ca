"""What the notice of a suspension or a permanent exclusion says."""

from dataclasses import dataclass
from datetime import date

from rules.sessions import AM, PM


@dataclass(frozen=True, kw_only=True)
class Excluded:
    """What the notice says. end: the last day, empty only for a permanent exclusion.

    provision_from: the first day of other education, with its code and place, where it is known.
    """

    kind: str
    reason_kind: str
    start: date
    start_half: str = AM
    end: date | None = None
    end_half: str = PM
    notice_on: date
    notice_days: str
    provision_from: date | None = None
    provision_code: str = ""
    provision_place: str = ""

    @property
    def days(self) -> tuple[date, str, date | None, str]:
        """From which session to which; a permanent exclusion has no last one."""
        return self.start, self.start_half, self.end, PM if self.end is None else self.end_half
