"""Put messages that wait, and children who came all the same, on the Today page."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from registers.hearing import may_confirm
from registers.models import Arrival, Mark, Message, MessagePupil, Plan
from registers.refusals import HALF_WORDS
from rules import codes
from rules.sessions import AM, PM
from schools.models import User
from schools.today import TodayItem
from toolkit.days import full_day
from toolkit.words import together

FIRST, LATER = 0, 1
EXPECTED = {"I": "ill", "M": "at an appointment"}


def today_items(*, by: User, on: date, at: datetime) -> list[TodayItem]:
    """What those who confirm messages have to do: one query, none for anybody else."""
    if not may_confirm(by):
        return []
    waiting: dict[Message, list[str]] = {}
    came: list[TodayItem] = []
    for one in _about(by, on):
        if one.message.confirmed_at is None:
            waiting.setdefault(one.message, []).append(one.pupil.forename)
        else:
            came.append(_here(one, on))
    return [*(_confirm(message, whom, on) for message, whom in waiting.items()), *came]


def _about(by: User, on: date) -> Iterable[MessagePupil]:
    """Who is in a message that waits, or is marked here today while one says away.

    Those who came have came (the half of the latest such mark), as (its code) and told (the code
    that was expected); who was signed in at the late desk with a mark of absence has arrived.
    """
    expected = Plan.objects.on_day(on).filter(
        school_id=by.school_id,
        pupil_id=OuterRef("pupil_id"),
        message_id=OuterRef("message_id"),
    )
    of_mark = Plan.objects.on_day(on).filter(
        Q(half="") | Q(half=OuterRef("half")),
        pupil_id=OuterRef("pupil_id"),
        message_id=OuterRef(OuterRef("message_id")),
    )
    here = (
        Mark.objects.in_force()
        .filter(Exists(of_mark), school_id=by.school_id, day=on, pupil_id=OuterRef("pupil_id"))
        .filter(code__in=codes.PRESENT | codes.ON_SITE)
        .order_by("-half")
    )
    to_come = Plan.objects.on(on, PM).filter(
        pupil_id=OuterRef("pupil_id"), message_id=OuterRef(OuterRef("message_id"))
    )
    arrived = Arrival.objects.filter(
        Exists(to_come),
        school_id=by.school_id, day=on, half=AM, withdrawn_at=None, pupil_id=OuterRef("pupil_id"),
    )  # fmt: skip
    return (
        MessagePupil.objects.filter(school_id=by.school_id, message__withdrawn_at=None)
        .annotate(
            came=Subquery(here.values("half")[:1]),
            marked=Subquery(here.values("code")[:1]),
            arrived=Subquery(arrived.values("arrived_at")[:1]),
            told=Subquery(expected.values("code")[:1]),
        )
        .filter(
            Q(message__confirmed_at=None)
            | Q(message__first_day__lte=on, message__last_day__gte=on)
            & (Q(came__isnull=False) | Q(arrived__isnull=False))
        )
        .select_related("pupil", "message__recorded_by")
        .order_by("message__first_day", "message_id", "pupil__sort_key")
    )


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


def _here(one: Any, on: date) -> TodayItem:
    """A child who is marked as being here while a message says away; one, as _about has it."""
    if one.came:
        how, half = f"marked {_marked(one.marked)}", one.came
        known = f"The {HALF_WORDS[half]} register has the child."
    else:
        how, half = f"signed in at {one.arrived:%-H:%M}", PM
        known = "The mark of the morning stays."
    return TodayItem(
        kind="here_all_the_same",
        urgency=FIRST,
        title=f"Expected {words_of(one.told)}, but {how}: {one.pupil.name}",
        detail=f"{known} Registers to come still expect the absence until it is ended.",
        address=f"{reverse('messages:end', args=[one.message_id])}"
        f"?pupil={one.pupil_id}&half={half}",
        action="End the absence",
        due=on,
    )


def words_of(code: str) -> str:
    """What somebody is expected to be, as in "ill"; "absent" where it is more than a word."""
    return EXPECTED.get(code, "absent")


def _marked(code: str) -> str:
    return "late" if code in codes.LATE else "present"
