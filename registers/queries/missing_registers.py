"""Tell which of a day's registers are taken, and which are missing at a moment."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q

from registers.models import Register
from registers.queries.register_state import register_state
from registers.queries.sessions_of_day import sessions_of_day
from schools.models import ClassMembership, User
from schools.permissions import Place, may
from schools.queries.teachers_of import teachers_today


@dataclass(frozen=True)
class Missing:
    """A register that closed and was not submitted; closes is school local time."""

    class_id: int
    class_name: str
    day: date
    half: str
    closes: time
    marked: int
    pupils: int
    teachers: str


@dataclass(frozen=True)
class Half:
    """How many of the registers of a half are in. state: not_open, open or over.

    by_office: how many of those taken the office submitted in a teacher's place.
    """

    half: str
    opens: time
    closes: time
    state: str
    expected: int
    taken: int
    by_office: int


@dataclass(frozen=True)
class Standing:
    """A day's registers as far as the person may take them; a closed session has none."""

    halves: list[Half]
    missing: list[Missing]


def standing(*, by: User, on: date, at: datetime) -> Standing:
    """Where the registers of the day stand; read once a request.

    The number of queries grows neither with classes nor with pupils.
    """
    known: dict[tuple[date, datetime], Standing]
    known = by.__dict__.setdefault("_standing_of_registers", {})
    if (on, at) not in known:
        known[on, at] = _standing(by, on, at)
    return known[on, at]


def missing_registers(*, by: User, on: date, at: datetime) -> list[Missing]:
    """The registers that are missing now, the morning's first, then by class."""
    return standing(by=by, on=on, at=at).missing


def _standing(by: User, on: date, at: datetime) -> Standing:
    if not may(by, "mark_register"):
        return Standing([], [])
    found = sessions_of_day(school_id=by.school_id, day=on)
    sessions = [session for session in found if not session.closed]
    if not sessions:
        return Standing([], [])
    classes = _classes(by, on)
    registers = {
        (register.school_class_id, register.half): register
        for register in Register.objects.filter(
            school_id=by.school_id, day=on, school_class__in=classes
        ).annotate(marked=Count("marks", filter=Q(marks__closed_at=None)))
    }
    halves, absent = [], []
    for session in sessions:
        states = Counter(
            register_state(session, registers.get((key, session.half)), at) for key in classes
        )
        over = "over" if session.has_closed(at) else "open"
        halves.append(
            Half(
                half=session.half,
                opens=session.opens,
                closes=session.closes,
                state=over if session.has_opened(at) else "not_open",
                expected=len(classes),
                taken=states["taken"],
                by_office=sum(
                    one.submitted_role == "office"
                    for (_key, half), one in registers.items()
                    if half == session.half
                ),
            )
        )
        absent += [
            (session, key)
            for key in classes
            if register_state(session, registers.get((key, session.half)), at) == "missing"
        ]
    teachers = teachers_today(by=by, on=on) if absent else defaultdict(str)
    missing = []
    for session, key in absent:
        register = registers.get((key, session.half))
        missing.append(
            Missing(
                class_id=key,
                class_name=classes[key].name,
                day=on,
                half=session.half,
                closes=session.closes,
                marked=register.marked if register is not None else 0,
                pupils=classes[key].pupils,
                teachers=teachers[key],
            )
        )
    return Standing(halves, missing)


@dataclass
class _Class:
    name: str
    pupils: int
    groups: set[str]


def _classes(by: User, on: date) -> dict[int, _Class]:
    """The classes with pupils that day which the person may mark, by name."""
    rows = (
        ClassMembership.objects.on_the_roll(school_id=by.school_id, day=on)
        .exclude(school_class=None)
        .values_list("school_class_id", "school_class__name", "year_group")
        .annotate(pupils=Count("pupil_id", distinct=True))
        .order_by("school_class__name")
    )
    found: dict[int, _Class] = {}
    for key, name, year_group, pupils in rows:
        one = found.setdefault(key, _Class(name, 0, set()))
        one.pupils += pupils
        one.groups.add(year_group)
    return {
        key: one
        for key, one in found.items()
        if may(by, "mark_register", Place(by.school_id, key, on, frozenset(one.groups)))
    }
