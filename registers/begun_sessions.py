"""Enter a known absence in the registers that have opened already, unless the child is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from registers.actions.opened import held, hold_session
from registers.entries import Entry, judged, write
from registers.models import Mark, Message, Register
from registers.queries.covered_sessions import covered_sessions
from registers.queries.roll import roll
from registers.queries.session_facts import SessionFacts
from registers.queries.sessions_of_day import sessions_of_day
from registers.refusals import NoSession
from rules import codes
from rules.sessions import PM
from rules.sessions import Session as Half
from schools.models import ClassMembership, Pupil, SchoolClass, Session, User
from toolkit import clock
from toolkit.days import full_day

WRITTEN, AMENDED, HERE, OTHER, SAME = "written", "amended", "here", "other", "same"
UNEXPLAINED = frozenset({"N"})
OPEN_TODAY = frozenset({"N", "O"})


@dataclass(frozen=True)
class Outcome:
    """What became of a pupil's session. code: in force; what: WRITTEN, AMENDED, HERE, ..."""

    pupil: Pupil
    day: date
    half: str
    what: str
    code: str


def hold_covered(*, school_id: int, first: Half, last: Half, at: datetime) -> list[SessionFacts]:
    """The sessions from one to another, up to today, held until the transaction ends.

    A session of today whose register is still to open is held for this alone: whoever opens it
    waits, and then finds the plans that are being written. Call it before the plans are written.
    """
    today = clock.local(at).date()
    if first.day > today:
        return []
    upto = min(last, Half(today, PM))
    now = {one.half: one for one in sessions_of_day(school_id=school_id, day=today)}
    found = []
    for day, half in covered_sessions(school_id=school_id, first=first, last=upto):
        to_come = day == today and not now[half].has_opened(at)
        try:
            found.append(
                _hold_alone(school_id, now[half])
                if to_come
                else hold_session(school_id=school_id, day=day, half=half)
            )
        except NoSession:
            continue
    return found


def _hold_alone(school_id: int, session: SessionFacts) -> SessionFacts:
    locked = Session.objects.select_for_update().filter(
        school_id=school_id, day=session.day, half=session.half
    )
    list(locked.values_list("pk", flat=True))
    return session


def why_amended(message: Message) -> str:
    """The reason that an amended entry carries: which message, and never its words."""
    said_on = clock.local(message.recorded_at).date()
    how = message.get_channel_display().lower()
    return f"Message of {full_day(said_on)} from {message.from_whom} ({how})"


def enter_begun(
    *,
    message: Message,
    pupils: Sequence[Pupil],
    sessions: Sequence[SessionFacts],
    by: User,
    role: str,
    at: datetime,
) -> list[Outcome]:
    """Write the message's code for its pupils where the register has opened; in time order.

    Nobody who is there is marked absent: L, U and present stay, and so does every other code but
    N, and O on the day itself. An entry of a taken register is amended. sessions: as
    `hold_covered` gave them, inside the caller's transaction. Raises what `judged` raises.
    Source: SI 2024/208, regulations 7 and 10; that who is in the room wins is a product rule.
    """
    found = []
    for session in sessions:
        for school_class, own in _classes_of(pupils, session.day).items():
            if not session.has_opened(at) and not _has_register(school_class, session):
                continue
            found += _enter(message, school_class, own, session, by=by, role=role, at=at)
    return found


def _enter(
    message: Message,
    school_class: SchoolClass,
    pupils: Sequence[Pupil],
    session: SessionFacts,
    *,
    by: User,
    role: str,
    at: datetime,
) -> list[Outcome]:
    today = clock.local(at).date()
    replaced = OPEN_TODAY if session.day == today else UNEXPLAINED
    now = _marks(pupils, session)
    if all(pupil.pk in now and now[pupil.pk].code not in replaced for pupil in pupils):
        return [_left(pupil, session, now[pupil.pk], message.code) for pupil in pupils]
    rows = roll(school_class=school_class, day=session.day, half=session.half)
    register, _ = held(
        school_class=school_class,
        session=session,
        pupils=rows,
        at=at,
        except_for=[pupil.pk for pupil in pupils],
    )
    now = _marks(pupils, session)
    outcomes, entries, closed = [], [], []
    for pupil in pupils:
        old = now.get(pupil.pk)
        if old is not None and (old.code not in replaced or old.code == message.code):
            outcomes.append(_left(pupil, session, old, message.code))
            continue
        amends = old is not None and (register.is_taken() or old.register.is_taken())
        why = why_amended(message)
        entry = judged(pupil=pupil, code=message.code, minutes=None, session=session, at=at)
        entries.append(
            Entry(
                pupil.pk,
                entry.code,
                comment=why if register.is_taken() and not amends else "",
                reason=why if amends else "",
            )
        )
        if old is not None:
            closed.append(old)
        what = AMENDED if amends else WRITTEN
        outcomes.append(Outcome(pupil, session.day, session.half, what, entry.code))
    write(
        register=register,
        entries=entries,
        replaced=closed,
        by=by,
        role=role,
        at=at,
        source=Mark.Source.OFFICE,
    )
    return outcomes


def _left(pupil: Pupil, session: SessionFacts, mark: Mark, code: str) -> Outcome:
    row = codes.counts_as(mark.code)
    what = SAME if mark.code == code else HERE if row.on_site or row.present else OTHER
    return Outcome(pupil, session.day, session.half, what, mark.code)


def _marks(pupils: Sequence[Pupil], session: SessionFacts) -> dict[int, Mark]:
    found = Mark.objects.in_force().filter(
        school_id=pupils[0].school_id, day=session.day, half=session.half, pupil__in=pupils
    )
    return {mark.pupil_id: mark for mark in found.select_related("register")}


def _classes_of(pupils: Sequence[Pupil], day: date) -> dict[SchoolClass, list[Pupil]]:
    """The pupils by the class whose register they are on that day, in one order for everybody."""
    by_key = {pupil.pk: pupil for pupil in pupils}
    found: dict[SchoolClass, list[Pupil]] = {}
    if not pupils:
        return found
    members = ClassMembership.objects.on_the_roll(school_id=pupils[0].school_id, day=day)
    members = members.filter(pupil__in=pupils, school_class__isnull=False)
    for member in members.select_related("school_class").order_by("school_class_id", "pupil_id"):
        if member.school_class is not None:
            found.setdefault(member.school_class, []).append(by_key[member.pupil_id])
    return found


def _has_register(school_class: SchoolClass, session: SessionFacts) -> bool:
    return Register.objects.filter(
        school_id=school_class.school_id,
        school_class=school_class,
        day=session.day,
        half=session.half,
    ).exists()
