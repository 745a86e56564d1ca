"""The registers of a day that a person may take or look at, and where each stands."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time

from registers.models import Mark, Plan, Register
from registers.queries.register_state import register_state
from registers.queries.session_facts import SessionFacts
from registers.queries.sessions_of_day import sessions_of_day
from rules import codes
from rules.sessions import HALVES
from schools.models import ClassMembership, SchoolClass, User
from schools.permissions import Place, classes_of, may
from schools.queries.class_names import ClassNames, class_names
from schools.queries.teachers_of import Teacher, names, teachers_by_class
from toolkit import clock

BY_HAND = frozenset({Mark.Source.REGISTER, Mark.Source.OFFICE})  # In the register itself.


@dataclass(frozen=True)
class Listed:
    """One register. state: as `register_state` has it. left: pupils without a mark.

    class_name: as it was on the day. begun: somebody has marked in it, not only a plan.
    late: submitted after it closed. submitted_role: in which role, "" while it is not.
    """

    school_class: SchoolClass
    class_name: str
    half: str
    state: str
    left: int
    pupils: int
    submitted_at: datetime | None
    submitted_by_name: str
    teachers: list[Teacher]
    teacher_names: str
    own: bool
    opens: time
    closes: time
    begun: bool
    late: bool
    submitted_by_id: int | None
    submitted_role: str


def todays_registers(*, by: User, day: date, at: datetime) -> list[Listed]:
    """The registers that the person may mark, their own first, then by class and half.

    Empty on a day without sessions. The number of queries does not grow with the classes.
    """
    sessions = sessions_of_day(school_id=by.school_id, day=day)
    if not sessions:
        return []
    groups, members = _members(by.school_id, day)
    own = classes_of(by, day)
    classes = [
        school_class
        for school_class in SchoolClass.objects.filter(school_id=by.school_id, pk__in=members)
        if may(
            by,
            "mark_register",
            Place(by.school_id, school_class.pk, day, frozenset(groups[school_class.pk])),
        )
    ]
    teachers = teachers_by_class(school_id=by.school_id, on=day)
    registers = {
        (register.school_class_id, register.half): register
        for register in Register.objects.filter(school_id=by.school_id, day=day).select_related(
            "submitted_by"
        )
    }
    marked, by_hand = _marked(by.school_id, day)
    planned = _planned(by.school_id, day)
    listed = []
    past = day < clock.local(at).date()
    renamed = class_names(school_id=by.school_id) if past else ClassNames({})
    called = {one.pk: renamed.on(one.pk, day, now=one.name) for one in classes}
    for school_class in sorted(classes, key=lambda one: (one.pk not in own, called[one.pk])):
        pupils = members[school_class.pk]
        for session in sessions:
            register = registers.get((school_class.pk, session.half))
            known = set(marked[session.half])
            if register is None and session.has_opened(at):
                known |= planned[session.half]
            listed.append(
                Listed(
                    school_class=school_class,
                    class_name=called[school_class.pk],
                    half=session.half,
                    state=register_state(session, register, at),
                    left=0 if session.closed else len(pupils - known),
                    pupils=len(pupils),
                    submitted_at=register.submitted_at if register else None,
                    submitted_by_name=(
                        register.submitted_by.name if register and register.submitted_by else ""
                    ),
                    teachers=teachers[school_class.pk],
                    teacher_names=names(teachers[school_class.pk]),
                    own=school_class.pk in own,
                    opens=session.opens,
                    closes=session.closes,
                    begun=not pupils.isdisjoint(by_hand[session.half]),
                    late=_is_late(register, session),
                    submitted_by_id=register.submitted_by_id if register else None,
                    submitted_role=register.submitted_role if register else "",
                )
            )
    return listed


def _is_late(register: Register | None, session: SessionFacts) -> bool:
    """Whether it was submitted after its closing time."""
    submitted_at = register.submitted_at if register else None
    return submitted_at is not None and session.has_closed(submitted_at)


def _members(school_id: int, day: date) -> tuple[dict[int, set[str]], dict[int, set[int]]]:
    """The year groups and the pupils of each class that day."""
    groups: dict[int, set[str]] = defaultdict(set)
    pupils: dict[int, set[int]] = defaultdict(set)
    rows = (
        ClassMembership.objects.on_the_roll(school_id=school_id, day=day)
        .exclude(school_class=None)
        .values_list("school_class_id", "year_group", "pupil_id")
    )
    for class_id, year_group, pupil_id in rows:
        groups[class_id].add(year_group)
        pupils[class_id].add(pupil_id)
    return groups, pupils


def _marked(school_id: int, day: date) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """Pupils with a mark, whichever register it is in, and those marked by hand, by half."""
    found: dict[str, set[int]] = {half: set() for half in HALVES}
    by_hand: dict[str, set[int]] = {half: set() for half in HALVES}
    marks = Mark.objects.in_force().filter(school_id=school_id, day=day)
    for half, pupil_id, source in marks.values_list("half", "pupil_id", "source"):
        found[half].add(pupil_id)
        if source in BY_HAND:
            by_hand[half].add(pupil_id)
    return found, by_hand


def _planned(school_id: int, day: date) -> dict[str, set[int]]:
    """Pupils whose deciding plan is an absence, by half: marked when the register opens."""
    found: dict[str, set[int]] = {half: set() for half in HALVES}
    plans = Plan.objects.on_day(day).filter(school_id=school_id).by_weight().reverse()
    for half, pupil_id, code in plans.values_list("half", "pupil_id", "code"):
        for one in [half] if half else HALVES:
            if code in codes.OFFERED:
                found[one].discard(pupil_id)
            else:
                found[one].add(pupil_id)
    return found
