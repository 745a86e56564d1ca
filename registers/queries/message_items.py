"""Put messages that wait, and children who came all the same, on the Today page."""

from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from registers.hearing import may_confirm
from registers.models import Mark, Message, MessagePupil, Plan
from registers.refusals import HALF_WORDS
from rules import codes
from schools.models import User
from schools.today import TodayItem
from toolkit.days import full_day
from toolkit.words import together

FIRST, LATER = 0, 1
EXPECTED = {"I": "ill", "M": "at an appointment"}


def today_items(*, by: User, on: date, at: datetime) -> list[TodayItem]:
    """What those who confirm messages have to do: two queries, none for anybody else."""
    if not may_confirm(by):
        return []
    return [*_waiting(by, on), *_here(by, on)]


def _waiting(by: User, on: date) -> list[TodayItem]:
    about = MessagePupil.objects.filter(
        school_id=by.school_id, message__confirmed_at=None, message__withdrawn_at=None
    ).select_related("pupil", "message__recorded_by")
    pupils: dict[Message, list[str]] = {}
    for one in about.order_by("message__first_day", "message_id", "pupil__sort_key"):
        pupils.setdefault(one.message, []).append(one.pupil.forename)
    return [_confirm(message, whom, on) for message, whom in pupils.items()]


def _confirm(message: Message, whom: list[str], on: date) -> TodayItem:
    if message.channel == Message.Channel.TRANSPORT:
        title = f"Confirm with a parent: {together(whom)}, said by {message.from_whom}"
    else:
        title = f"Confirm the message about {together(whom)}"
    days = full_day(message.first_day)
    if message.last_day != message.first_day:
        days += f" to {full_day(message.last_day)}"
    return TodayItem(
        kind="message_waits",
        urgency=FIRST if message.first_day <= on else LATER,
        title=title,
        detail=f"{days}. Passed on by {message.recorded_by.name}; no register expects it yet.",
        address=reverse("messages:confirm", args=[message.pk]),
        action="Confirm it",
        due=message.first_day,
    )


def _here(by: User, on: date) -> list[TodayItem]:
    """Children who are marked as being here while a message says that they are away."""
    expected = Plan.objects.on_day(on).filter(
        Q(half="") | Q(half=OuterRef("half")),
        school_id=by.school_id,
        pupil_id=OuterRef("pupil_id"),
        message__isnull=False,
    )
    marks = (
        Mark.objects.in_force()
        .filter(Exists(expected), school_id=by.school_id, day=on)
        .filter(code__in=codes.PRESENT | codes.ON_SITE)
        .annotate(message_id=expected.values("message_id")[:1], told=expected.values("code")[:1])
        .select_related("pupil")
        .order_by("half", "pupil__sort_key", F("pupil_id"))
    )
    return [
        TodayItem(
            kind="here_all_the_same",
            urgency=FIRST,
            title=f"Expected {words_of(mark.told)}, but marked {_marked(mark)}: {mark.pupil.name}",
            detail=f"The {HALF_WORDS[mark.half]} register has the child. Registers to come still "
            "expect the absence until it is ended.",
            address=f"{reverse('messages:end', args=[mark.message_id])}"
            f"?pupil={mark.pupil_id}&half={mark.half}",
            action="End the absence",
            due=on,
        )
        for mark in marks
    ]


def words_of(code: str) -> str:
    """What somebody is expected to be, as in "ill"; "absent" where it is more than a word."""
    return EXPECTED.get(code, "absent")


def _marked(mark: Mark) -> str:
    return "late" if mark.code in codes.LATE else "present"
