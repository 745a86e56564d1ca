"""Expect the absence that a message is about, and take back what it has led to."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from registers.begun_sessions import Outcome, enter_begun
from registers.entries import write
from registers.models import Mark, Message, MessagePupil, Plan, Register
from registers.planning import Span, from_session_to_session, write_plans
from registers.queries.session_facts import SessionFacts
from registers.roll_refusals import Fault, refuse_any
from rules.sessions import AM, PM
from rules.sessions import Session as Half
from schools.models import Pupil, User
from toolkit import clock


def lock_pupils(keys: Collection[int]) -> list[Pupil]:
    """The pupils, held until the transaction ends, in an order that is the same for everybody.

    Their marks can be saved meanwhile; who takes them off the roll waits.
    """
    locked = Pupil.objects.select_for_update(no_key=True).filter(pk__in=keys)
    found = list(locked.order_by("pk"))
    return sorted(found, key=lambda pupil: (pupil.sort_key, pupil.pk))


def lock_message(message: Message) -> Message:
    """The message as it is now, held until the transaction ends."""
    return Message.objects.select_for_update(of=("self",)).get(pk=message.pk)


def refuse_withdrawn(message: Message) -> None:
    """Raise NotInOrder where the message was taken back."""
    if message.withdrawn_at is not None:
        refuse_any([Fault("", "This message was taken back. Record a new one.")])


def first_of(message: Message) -> Half:
    return Half(message.first_day, message.first_half)


def last_of(message: Message) -> Half:
    return Half(message.last_day, message.last_half)


def session_before(session: Half) -> Half:
    """The half day before, whether or not the school meets in it."""
    if session.half == PM:
        return Half(session.day, AM)
    return Half(session.day - timedelta(days=1), PM)


def last_for(message: Message, about: MessagePupil) -> Half:
    """The last half day for which the pupil is expected to be away; before the first for none."""
    if about.back_on is None:
        return last_of(message)
    return min(last_of(message), session_before(Half(about.back_on, about.back_half)))


def covers(message: Message, about: MessagePupil, session: Half) -> bool:
    """Whether the pupil is expected to be away in the session because of the message."""
    return first_of(message) <= session <= last_for(message, about)


def spans_of(message: Message, about: MessagePupil) -> list[Span]:
    """What registers expect of the pupil because of the message."""
    first, last = first_of(message), last_for(message, about)
    if last < first:
        return []
    return from_session_to_session(
        message.code, start=first.day, start_half=first.half, end=last.day, end_half=last.half
    )


def expect(
    message: Message, about: Sequence[MessagePupil], *, by: User, role: str, at: datetime
) -> None:
    """Let the registers expect what the message says now, and nothing that it said before."""
    before = Plan.objects.filter(message=message, pupil__in=[one.pupil_id for one in about])
    before.filter(withdrawn_at=None).update(withdrawn_at=at)
    for one in about:
        write_plans(
            spans_of(message, one), pupils=[one.pupil], by=by, role=role, at=at, message=message
        )


def enter_all(
    message: Message,
    about: Sequence[MessagePupil],
    *,
    sessions: Sequence[SessionFacts],
    pupils: Sequence[Pupil],
    by: User,
    role: str,
    at: datetime,
) -> list[Outcome]:
    """Enter the absence where registers have opened; what became of each session, in time order.

    sessions, pupils: held by `hold_covered` and then `lock_pupils`, which nobody else does the
    other way round.
    """
    outcomes = []
    for session in sessions:
        here = Half(session.day, session.half)
        away = {one.pupil_id for one in about if covers(message, one, here)}
        outcomes += enter_begun(
            message=message,
            pupils=[pupil for pupil in pupils if pupil.pk in away],
            sessions=[session],
            by=by,
            role=role,
            at=at,
        )
    return outcomes


def take_out_of_open(
    message: Message,
    about: Sequence[MessagePupil],
    *,
    code: str,
    first: Half,
    last: Half,
    by: User,
    role: str,
    at: datetime,
) -> list[Mark]:
    """Clear the marks that the message led to and holds no more, in registers not yet submitted.

    code, first, last: what it said before, and the sessions that it may have led to. Call it when
    the plans say so already and the sessions are held. Returns the marks that stay because their
    register was submitted, in time order.
    """
    by_pupil = {one.pupil_id: one for one in about}
    stay = []
    for mark in _led_to(message, by_pupil, code=code, at=at):
        session = Half(mark.day, mark.half)
        is_kept = (
            message.withdrawn_at is None
            and message.code == code
            and covers(message, by_pupil[mark.pupil_id], session)
        )
        if is_kept or not first <= session <= last:
            continue
        register = Register.objects.select_for_update().get(pk=mark.register_id)
        if register.is_taken():
            stay.append(mark)
        else:
            write(
                register=register,
                entries=[],
                replaced=[mark],
                by=by,
                role=role,
                at=at,
                source=Mark.Source.OFFICE,
            )
    return stay


def _led_to(
    message: Message, pupils: Collection[int], *, code: str, at: datetime
) -> QuerySet[Mark]:
    """Marks in force that nobody but the message, or a plan of it, can have entered."""
    moments = set(message.plans.values_list("recorded_at", flat=True))
    expected = Plan.objects.standing().filter(
        Q(half="") | Q(half=OuterRef("half")),
        Q(weekday__isnull=True),
        school_id=message.school_id,
        pupil_id=OuterRef("pupil_id"),
        code=code,
        start__lte=OuterRef("day"),
        end__gte=OuterRef("day"),
    )
    marks = Mark.objects.in_force().filter(
        ~Exists(expected),
        Q(source=Mark.Source.PLAN) | Q(source=Mark.Source.OFFICE, entered_at__in=moments),
        school_id=message.school_id,
        pupil__in=pupils,
        day__lte=clock.local(at).date(),
        code=code,
    )
    return marks.select_related("pupil").order_by("day", "half", "register_id", "pupil_id")
