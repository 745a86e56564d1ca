"""Why a removal, a timetable or a suspension cannot be recorded as it was given."""

from collections.abc import Sequence
from typing import NamedTuple

from registers.refusals import Refused


class Fault(NamedTuple):
    """One thing that is wrong: the field it is about, "" for none of them, and a sentence."""

    field: str
    sentence: str


class NotInOrder(Refused):
    """Some of what was given cannot stand; nothing was saved. Its text has every fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__(" ".join(fault.sentence for fault in faults))


def refuse_any(faults: Sequence[Fault]) -> None:
    """Raise NotInOrder where there is a fault."""
    if faults:
        raise NotInOrder(faults)
