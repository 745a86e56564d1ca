"""Why a register does not accept something, in words for the person who tried."""

from collections.abc import Sequence
from datetime import date, time

from schools.models import Pupil
from schools.permissions import NotPermitted
from toolkit.days import full_day

HALF_WORDS = {"AM": "morning", "PM": "afternoon"}


class Refused(Exception):
    """The request cannot be accepted as it stands; nothing was saved. Its text says why."""


class NoSession(Refused):
    def __init__(self, day: date, half: str) -> None:
        super().__init__(f"The school has no {HALF_WORDS[half]} session on {full_day(day)}.")


class NotOpenYet(Refused):
    def __init__(self, opens: time) -> None:
        super().__init__(f"This register opens at {opens:%-H:%M}. Nothing was saved.")


class NotOnThisRoll(Refused):
    def __init__(self) -> None:
        super().__init__("This pupil is not on this register today. Nothing was saved.")


class ReasonNeeded(Refused):
    def __init__(self) -> None:
        super().__init__("This register has been submitted. Say why you are changing the mark.")


class MarkedElsewhere(Refused):
    """The pupil's mark belongs to the register of the class that they were in before."""

    def __init__(self, pupil: Pupil) -> None:
        super().__init__(
            f"{pupil.name} was marked in the register of another class, which has been taken. "
            "Open the entry under More codes, every entry, and say why you change it."
        )


class ReasonMissing(Refused):
    def __init__(self) -> None:
        super().__init__("Enter the reason for the change.")


class NothingMarked(Refused):
    def __init__(self) -> None:
        super().__init__("A mark in a submitted register can be changed, not cleared.")


class MarkAlreadyChanged(Refused):
    """Somebody else's mark stands now."""

    def __init__(self) -> None:
        super().__init__("Someone else has just changed this mark. Look at it again first.")


class ChangeUsedAlready(Refused):
    """The device's number for the change belongs to a change of another pupil or session."""

    def __init__(self) -> None:
        super().__init__("This change was already used for another mark. Open the register again.")


class NotForThisDay(Refused):
    """The edition of the code table for the day does not have the code."""


class WrongForThisPupil(Refused):
    """The code cannot be right for this pupil or this session."""


class ImpossibleArrival(Refused):
    """The minutes late cannot be right."""


class NotAllMarked(Refused):
    """A register with somebody unmarked cannot be submitted; `pupils` in the register's order."""

    def __init__(self, pupils: Sequence[Pupil]) -> None:
        self.pupils = list(pupils)
        others = len(self.pupils) - 1
        more = f" and {others} more" if others else ""
        super().__init__(f"Not submitted. {self.pupils[0].name}{more} not marked yet.")


class CodeNotPermitted(NotPermitted):
    """The code is not one that this person records."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__("codes")
        self.code = code
        self.why = why

    def __str__(self) -> str:
        if self.why:
            return self.why
        if self.code == "P":
            return "P means sporting activity. For present press / or Space."
        return f"The office records {self.code}. For absent press A."


class NeedsTheHeadteacher(NotPermitted):
    """Leave of absence is the headteacher's to give."""

    def __init__(self, code: str) -> None:
        super().__init__("decide_leave")
        self.code = code

    def __str__(self) -> str:
        reason = "" if self.code == "T" else ", with a written reason"
        return f"Only the headteacher records {self.code}{reason}."
