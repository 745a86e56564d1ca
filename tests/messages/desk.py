"""An office to which parents talk, with a class in a term of school days."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from registers.actions.change_message import change_message
from registers.actions.confirm_message import confirm_message
from registers.actions.end_message import end_message
from registers.actions.open_registers import open_registers
from registers.actions.record_message import Recorded, record_message
from registers.actions.withdraw_message import withdraw_message
from registers.hearing import Told, told_in
from registers.models import Message
from schools.models import Pupil, User
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, Office

EARLY = "8:20"


class MessageDesk(Office):
    """Somebody rings on Thursday 12 November 2026 at 8:20."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**({"pupils": 3} | how))
        self.kofi, self.ama, self.theo = self.pupils[:3]

    def told(self, **facts: Any) -> Told:
        known: dict[str, Any] = {
            "channel": "phone",
            "from_whom": "Mum",
            "words": "A temperature since last night",
            "code": "I",
            "first_day": THURSDAY,
            "last_day": FRIDAY,
        }
        return Told(**(known | facts))

    def record(
        self,
        *pupils: Pupil,
        by: User | None = None,
        at: str = EARLY,
        on: date | None = None,
        confirmed_with: str = "",
        **facts: Any,
    ) -> Recorded:
        """Record what Mum says of Kofi, unless told otherwise."""
        return record_message(
            by=by or self.clerk,
            pupils=pupils or [self.kofi],
            told=self.told(**facts),
            confirmed_with=confirmed_with,
            at=self.at(at, day=on),
        )

    def pass_on(self, *pupils: Pupil, **facts: Any) -> Message:
        """What the class teacher passes on, without a code."""
        known = {"by": self.teacher, "code": "", "channel": "note"}
        return self.record(*pupils, **(known | facts)).message

    def confirm(
        self,
        message: Message,
        *,
        by: User | None = None,
        at: str = "8:40",
        on: date | None = None,
        seen: int | None = None,
        confirmed_with: str = "Mum",
        **facts: Any,
    ) -> Recorded:
        known = vars(told_in(message)) | {"code": "I"} | facts
        return confirm_message(
            by=by or self.clerk,
            message=message,
            told=Told(**known),
            confirmed_with=confirmed_with,
            seen=message.version if seen is None else seen,
            at=self.at(at, day=on),
        )

    def put_right(
        self,
        message: Message,
        *,
        by: User | None = None,
        at: str = "9:30",
        on: date | None = None,
        seen: int | None = None,
        **facts: Any,
    ) -> Recorded:
        message.refresh_from_db()
        return change_message(
            by=by or self.clerk,
            message=message,
            told=Told(**(vars(told_in(message)) | facts)),
            seen=message.version if seen is None else seen,
            at=self.at(at, day=on),
        )

    def end(
        self,
        message: Message,
        *pupils: Pupil,
        day: date = THURSDAY,
        half: str = "AM",
        by: User | None = None,
        at: str = "9:30",
        on: date | None = None,
    ) -> Recorded:
        return end_message(
            by=by or self.clerk,
            message=message,
            pupils=[pupil.pk for pupil in pupils or [self.kofi]],
            back_on=day,
            back_half=half,
            at=self.at(at, day=on),
        )

    def withdraw(
        self,
        message: Message,
        *,
        by: User | None = None,
        why: str = "It was another child",
        seen: int | None = None,
        at: str = "9:30",
    ) -> Recorded:
        message.refresh_from_db()
        return withdraw_message(
            by=by or self.clerk,
            message=message,
            why=why,
            seen=message.version if seen is None else seen,
            at=self.at(at),
        )

    def opens(self, *, day: date = THURSDAY, half: str = "AM") -> int:
        """The registers of the session open by themselves."""
        times = {"AM": "8:50", "PM": "13:30"}
        return open_registers(
            school=self.school, day=day, half=half, at=self.at(times[half], day=day)
        )

    def expected(self, pupil: Pupil, days: Sequence[date] = (THURSDAY, FRIDAY)) -> list[str]:
        """What the registers of these days expect of the pupil, both halves of each."""
        found = []
        for day in days:
            for half in ("AM", "PM"):
                row = self.row(day, half, pupil)
                found.append(row.planned if row else "off")
        return found


def filled(*pupils: Pupil, do: str = "record", **typed: Any) -> dict[str, Any]:
    """The form of a message as it is posted: Kofi is ill today and tomorrow."""
    known = {
        "channel": "phone",
        "from_whom": "Mum",
        "words": "Fever",
        "first_day": "12/11/2026",
        "first_half": "AM",
        "last_day": "2026-11-13",
        "last_half": "PM",
        "code": "I",
    }
    return known | typed | {"pupil": [pupil.pk for pupil in pupils], "do": do}
