"""All registers of a day for those who mark every one: where each stands, and what it needs."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time

from registers.models import Reminder
from registers.queries.todays_registers import Listed, todays_registers
from rules.sessions import HALVES
from schools.models import User
from schools.permissions import Place, may
from toolkit import clock

MISSING, OPEN, NOT_STARTED, NOT_OPEN, TAKEN, CLOSED = (
    "missing", "open", "not_started", "not_open", "taken", "closed",
)  # fmt: skip
NEEDS = (MISSING, OPEN, NOT_STARTED, NOT_OPEN, TAKEN, CLOSED)  # What has to be done first, first.
CAN_BE_ASKED_FOR = frozenset({MISSING, OPEN, NOT_STARTED})


@dataclass(frozen=True)
class Reminding:
    """Somebody was asked for a register; read_at is empty until they put it away."""

    name: str
    sent_at: datetime
    read_at: datetime | None


@dataclass(frozen=True)
class Line:
    """One register. need: one of NEEDS. covers: names of those who cover the class that day.

    may_ask: it is still to be taken, and somebody who has the class has nothing unread about it.
    """

    register: Listed
    need: str
    covers: tuple[str, ...]
    by_cover: bool
    reminders: tuple[Reminding, ...]
    may_ask: bool


@dataclass(frozen=True)
class Half:
    """The registers of one half of the day, what needs doing first. Times are school local.

    stage: not_open, open, over (its registers have closed) or closed (the school was).
    unmarked: pupils without a mark in registers that have opened.
    """

    half: str
    opens: time
    closes: time
    stage: str
    lines: list[Line]

    @property
    def taken(self) -> int:
        return sum(line.need == TAKEN for line in self.lines)

    @property
    def missing(self) -> int:
        return sum(line.need == MISSING for line in self.lines)

    @property
    def unmarked(self) -> int:
        return sum(line.register.left for line in self.lines if line.need not in {NOT_OPEN, CLOSED})


def sees_board(person: User) -> bool:
    """Whether the person may mark every register of the school."""
    return may(person, "mark_register", Place(person.school_id))


def board(*, by: User, day: date, at: datetime) -> list[Half]:
    """The halves of the day, the current one first; of another day the morning is.

    Current is the last half whose registers have opened. The number of queries does not grow
    with the classes.
    """
    listed = todays_registers(by=by, day=day, at=at)
    if not listed:
        return []
    reminders: dict[tuple[int, str], list[Reminder]] = defaultdict(list)
    is_today = day == clock.local(at).date()
    rows = Reminder.objects.filter(school_id=by.school_id, day=day).select_related("to")
    for one in rows.order_by("sent_at", "pk") if is_today else []:
        reminders[one.school_class_id, one.half].append(one)
    halves = []
    for half in HALVES:
        lines = [
            _line(
                one,
                reminders[one.school_class.pk, half],
                by=by,
                is_today=is_today,
            )
            for one in listed
            if one.half == half
        ]
        if lines:
            lines.sort(key=lambda line: (NEEDS.index(line.need), line.register.class_name))
            halves.append(_half(lines, day, at))
    if is_today and halves[-1].stage not in {"not_open", "closed"}:
        halves.reverse()
    return halves


def _line(one: Listed, sent: list[Reminder], *, by: User, is_today: bool) -> Line:
    need = one.state
    if need == OPEN and not one.begun:
        need = NOT_STARTED
    unread = {reminder.to_id for reminder in sent if reminder.read_at is None}
    others = {teacher.user_id for teacher in one.teachers} - {by.pk}
    covers = {teacher.user_id: teacher.name for teacher in one.teachers if teacher.is_cover}
    return Line(
        register=one,
        need=need,
        covers=tuple(covers.values()),
        by_cover=one.submitted_by_id in covers,
        reminders=tuple(
            Reminding(reminder.to.formal_name, reminder.sent_at, reminder.read_at)
            for reminder in sent
        ),
        may_ask=is_today and need in CAN_BE_ASKED_FOR and bool(others - unread),
    )


def _half(lines: list[Line], day: date, at: datetime) -> Half:
    first = lines[0].register
    if first.state == CLOSED:
        stage = "closed"
    elif at < clock.at_school(day, first.opens):
        stage = "not_open"
    else:
        minute = clock.local(at).replace(second=0, microsecond=0)
        stage = "over" if minute > clock.at_school(day, first.closes) else "open"
    return Half(first.half, first.opens, first.closes, stage, lines)
