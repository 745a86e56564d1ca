"""A school with two classes of different years, and what the office enters for many."""

from datetime import date, datetime
from typing import Any

from registers.actions.bulk_mark import bulk_mark
from registers.actions.undo_bulk import undo_bulk
from registers.bulk_wanted import SCHOOL, Wanted
from registers.models import BulkChange
from registers.queries.bulk_changes import Undoing
from registers.queries.bulk_effect import BulkEffect, bulk_effect
from rules.sessions import Session as Half
from schools.models import ClassMembership, User
from tests.calendar.office import Office
from tests.registers.classroom import THURSDAY, Classroom

FRIDAY = date(2026, 11, 13)
SNOW = "Snow on the roads"


class Many:
    """Kestrel is of Year 4, Wren of Year 5; it is 9:40 on a Thursday unless a test says else."""

    def __init__(self, pupils: int = 3) -> None:
        self.office = Office()
        self.school = self.office.school
        self.kestrel = self.office.room
        self.wren = Classroom(school=self.school, pupils=pupils)
        ClassMembership.objects.filter(school_class=self.wren.school_class).update(year_group="5")
        self.person: User = self.office.person
        self.at: datetime = self.kestrel.at("9:40")

    @property
    def now(self) -> datetime:
        return self.at

    def time(self, clock_time: str, day: date = THURSDAY) -> datetime:
        return self.kestrel.at(clock_time, day=day)

    def wanted(self, code: str = "Y2", **facts: Any) -> Wanted:
        """The morning of the day for the whole school, for one reason."""
        first = facts.pop("first", Half(THURSDAY, "AM"))
        how = {"whom": SCHOOL, "code": code, "first": first, "last": first, "reason": SNOW}
        return Wanted(**(how | facts))

    def preview(self, code: str = "Y2", *, at: datetime | None = None, **facts: Any) -> BulkEffect:
        wanted = self.wanted(code, **facts)
        return bulk_effect(school_id=self.school.pk, wanted=wanted, at=at or self.now)

    def enter(
        self,
        code: str = "Y2",
        *,
        by: User | None = None,
        seen: str | None = None,
        at: datetime | None = None,
        **facts: Any,
    ) -> BulkChange:
        """Say yes to the preview of this moment."""
        if seen is None:
            seen = self.preview(code, at=at, **facts).version
        wanted = self.wanted(code, **facts)
        return bulk_mark(by=by or self.person, wanted=wanted, seen=seen, at=at or self.now)

    def undo(
        self, change: BulkChange, *, by: User | None = None, at: datetime | None = None
    ) -> Undoing:
        return undo_bulk(by=by or self.person, change=change, at=at or self.time("11:00"))

    def codes(self, room: Classroom | None = None, half: str = "AM") -> list[str]:
        """The codes in force of a class, in the order of its register."""
        room = room or self.kestrel
        return [room.standing(pupil, half=half) for pupil in room.pupils]


def kinds(effect: BulkEffect) -> dict[str, int]:
    """How many sessions of pupils there are of each outcome."""
    found: dict[str, int] = {}
    for one in effect.outcomes:
        found[one.what] = found.get(one.what, 0) + 1
    return found
