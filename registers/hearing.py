"""What the school was told about an absence, and everything that is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from registers.arranging import faults_of_stay, missing
from registers.lasting import Lasting, faults_of_days
from registers.models import Message
from registers.permissions import code_levels, require_code
from registers.queries.covered_sessions import covered_sessions, has_begun
from registers.queries.guard_facts import guard_facts
from registers.roll_refusals import Fault
from rules.code_guards import Absence, refusals_of_absence
from rules.sessions import AM, PM
from rules.sessions import Session as Half
from schools.models import ClassMembership, Pupil, School, User
from schools.permissions import NotPermitted, Place, may, require
from toolkit import clock
from toolkit.days import full_day

RECORD = "record_message"
BACK = timedelta(days=31)  # Older marks are amended in their registers.
MOST = 30  # Pupils of one message.
LONGEST_NAME = 120


@dataclass(frozen=True, kw_only=True)
class Told(Lasting):
    """A message. code: "" while the office has not chosen it; words: the reason as it was given."""

    channel: str
    from_whom: str
    words: str
    code: str = ""
    expected_back: date | None = None


def told_in(message: Message) -> Told:
    """What a stored message says."""
    return Told(**{name: getattr(message, name) for name in Told.__dataclass_fields__})


def may_confirm(by: User) -> bool:
    """Whether the person turns what was told into a code: they record it for all, and any code."""
    everywhere = may(by, RECORD, Place(school_id=by.school_id))
    return everywhere and bool(code_levels(by) & {"office", "head"})


def require_confirming(by: User, *, school_id: int) -> str:
    """The role in which the person does so; raises NotPermitted, which says who can."""
    role = require(by, RECORD, Place(school_id=school_id))
    if not may_confirm(by):
        raise NotPermitted("amend_mark")
    return role


def require_reading(by: User, message: Message) -> None:
    """Refuse whoever may not see that the message is about Y5. Raises CodeNotPermitted."""
    if message.code == "Y5":
        require_code(by, message.code, on=message.first_day)


def places_of(pupils: Sequence[Pupil], *, on: date) -> dict[int, Place]:
    """Where each pupil of one school is on the day, as the table of roles asks about it."""
    if not pupils:
        return {}
    school_id = pupils[0].school_id
    found = {pupil.pk: Place(school_id=school_id, day=on) for pupil in pupils}
    members = ClassMembership.objects.on_the_roll(school_id=school_id, day=on)
    for member in members.filter(pupil__in=pupils):
        groups = frozenset({member.year_group} - {""})
        found[member.pupil_id] = Place(school_id, member.school_class_id, on, groups)
    return found


def faults_of(
    told: Told,
    pupils: Sequence[Pupil],
    *,
    school: School,
    at: datetime,
    before: Told | None = None,
    is_in_force: bool = False,
) -> list[Fault]:
    """Everything that is wrong with it, by field; the code only where there is one.

    before: what was in order so far, where it is being changed. is_in_force: whether registers
    expect that already; what still waits has been given to nobody.

    Source: SI 2024/208, regulation 10, by rules.code_guards; the limits are a product rule.
    """
    faults = []
    if not pupils:
        faults.append(Fault("pupils", "Choose the pupil, or several brothers and sisters."))
    if len(pupils) > MOST:
        faults.append(Fault("pupils", f"Choose at most {MOST} pupils."))
    if told.channel not in Message.Channel.values:
        faults.append(Fault("channel", "Choose how the school was told."))
    faults += missing("from_whom", told.from_whom, "Enter who said it.")
    if len(told.from_whom.strip()) > LONGEST_NAME:
        faults.append(Fault("from_whom", f"Use at most {LONGEST_NAME} letters."))
    faults += missing("words", told.words, "Enter the reason as it was given.")
    today = clock.local(at).date()
    is_old = before is not None and before.first_day == told.first_day
    of_days = faults_of_days(
        told,
        today=today,
        earliest=told.first_day if is_old else today - BACK,
        too_early=f"is more than {BACK.days} days ago. Change the marks of that time in their "
        "registers, with a reason.",
    )
    if of_days:
        return faults + of_days
    if not covered_sessions(school_id=school.pk, first=told.first, last=told.last):
        faults.append(Fault("first_day", "The school does not meet in any of these sessions."))
    if told.expected_back is not None and told.expected_back < told.last_day:
        sentence = f"The day back lies before the last day of absence, {full_day(told.last_day)}."
        faults.append(Fault("expected_back", sentence))
    faults += faults_of_stays(told, pupils[:MOST])
    if told.code:
        faults += [
            Fault("code", sentence)
            for sentence in refusals_of_absence(
                asked_of(told, school=school, at=at, before=before if is_in_force else None),
                guard_facts(pupils=pupils[:MOST], during=told),
            )
        ]
    return faults


def faults_of_stays(told: Told, pupils: Sequence[Pupil]) -> list[Fault]:
    """Whether each pupil is on the roll all the while; asked again once the pupils are held."""
    names = {"start": "first_day", "end": "last_day"}
    return [
        Fault(names[field], sentence)
        for pupil in pupils
        for field, sentence in faults_of_stay(pupil, start=told.first_day, end=told.last_day)
    ]


def asked_of(told: Told, *, school: School, at: datetime, before: Told | None = None) -> Absence:
    """The message as the guards of the codes ask about it; begun is what is new in it."""
    new = told.first
    if before is not None and (before.code, before.first) == (told.code, told.first):
        new = session_after(before.last)
    return Absence(
        code=told.code,
        first=told.first,
        last=told.last,
        words=told.words,
        is_primary=is_primary(school),
        has_begun=has_begun(school_id=school.pk, first=new, last=told.last, at=at),
    )


def is_primary(school: School) -> bool:
    """Whether codes of secondary schools are hardly ever right here."""
    return school.phase in {"", School.Phase.PRIMARY}


def session_after(session: Half) -> Half:
    """The half day after, whether or not the school meets in it."""
    if session.half == AM:
        return Half(session.day, PM)
    return Half(session.day + timedelta(days=1), AM)
