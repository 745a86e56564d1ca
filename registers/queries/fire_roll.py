"""Everything that the fire roll shows: who is to find, by class, and who was found."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from registers.evacuation import Calling, found_on, newest_roll
from registers.models import FireRoll
from registers.queries.presence import ASK, HERE, OnSite, Presence, on_site_facts
from schools.models import User
from toolkit import clock


@dataclass(frozen=True)
class Line:
    """A pupil on the roll. order: their place in the class by name, from 0."""

    pupil_id: int
    forename: str
    surname: str
    note: str
    ask: bool
    found: bool
    order: int


@dataclass(frozen=True)
class ClassRoll:
    """The pupils of a class who may be in the building, those who are not found first."""

    class_id: int | None
    name: str
    year_groups: list[str]
    lines: list[Line]

    @property
    def to_find(self) -> int:
        return sum(not line.found for line in self.lines)

    @property
    def found(self) -> int:
        return len(self.lines) - self.to_find


@dataclass(frozen=True)
class FireRollPage:
    """calling: the roll that is being called, if any. before: key of the newest roll, 0 for none.

    listing: changes whenever somebody comes on or off the roll. left_open: a roll that nobody
    closed, without a tick for hours. quiet: nobody has ticked for so long
    that the alarm may have gone again.
    """

    presence: Presence
    calling: Calling | None
    before: int
    left_open: Calling | None
    may_close: bool
    quiet: bool
    classes: list[ClassRoll]
    away: int
    listing: str

    @property
    def roll(self) -> FireRoll | None:
        return self.calling.roll if self.calling else None

    @property
    def lines(self) -> list[Line]:
        return [line for one in self.classes for line in one.lines]

    @property
    def left(self) -> list[Line]:
        return [line for line in self.lines if not line.found]

    @property
    def found(self) -> list[Line]:
        return [line for line in self.lines if line.found]


def fire_roll(*, by: User, at: datetime) -> FireRollPage:
    """The roll at a moment; seven queries, whatever the number of pupils."""
    presence = on_site_facts(school_id=by.school_id, day=clock.local(at).date(), at=at)
    newest = newest_roll(by.school_id)
    calling = newest if newest and newest.is_called(at) else None
    found = found_on(calling.roll) if calling else frozenset()
    listed = presence.in_state(HERE, ASK)
    is_open = newest is not None and newest.roll.closed_at is None
    return FireRollPage(
        presence=presence,
        calling=calling,
        before=newest.roll.pk if newest else 0,
        left_open=newest if is_open and not calling else None,
        may_close=newest is not None and is_open and newest.may_be_closed(by, at),
        quiet=calling is not None and calling.is_quiet(at),
        classes=_by_class(listed, found),
        away=len(presence.pupils) - len(listed),
        listing=_listing(presence, listed),
    )


def _by_class(listed: list[OnSite], found: frozenset[int]) -> list[ClassRoll]:
    """The classes, those with most to find first, then by name; who is in none comes last."""
    members: dict[int | None, list[OnSite]] = defaultdict(list)
    for one in listed:
        members[one.class_id].append(one)
    classes = [
        ClassRoll(
            class_id=class_id,
            name=pupils[0].class_name or "No class",
            year_groups=sorted({one.year_group for one in pupils if one.year_group}),
            lines=sorted(
                (_line(one, order, found) for order, one in enumerate(pupils)),
                key=lambda line: (line.found, not line.ask, line.order),
            ),
        )
        for class_id, pupils in members.items()
    ]
    return sorted(classes, key=lambda one: (-one.to_find, one.class_id is None, one.name))


def _line(one: OnSite, order: int, found: frozenset[int]) -> Line:
    return Line(
        pupil_id=one.pupil.pk,
        forename=one.pupil.forename,
        surname=one.pupil.surname,
        note=one.note,
        ask=one.state == ASK,
        found=one.pupil.pk in found,
        order=order,
    )


def _listing(presence: Presence, listed: list[OnSite]) -> str:
    rows = [(one.pupil.pk, one.pupil.name, one.class_name, one.note) for one in listed]
    return hashlib.sha256(repr((presence.stage, rows)).encode()).hexdigest()[:16]
