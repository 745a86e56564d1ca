"""The messages about absence that a person may read, and whom they are about."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from registers.hearing import RECORD
from registers.message_plans import covers, first_of, last_for
from registers.models import Message, MessagePupil
from rules.sessions import AM, PM
from rules.sessions import Session as Half
from schools.models import ClassMembership, Pupil, User
from schools.permissions import Place, may
from schools.queries.pupils_open_to import pupils_open_to

MOST = 200
WAITING, TODAY, TO_COME, OVER, TAKEN_BACK = "waiting", "today", "to_come", "over", "taken_back"


@dataclass(frozen=True)
class Whom:
    """A pupil whom a message is about, whom the reader may open, and their class."""

    about: MessagePupil
    class_name: str

    @property
    def pupil(self) -> Pupil:
        return self.about.pupil


@dataclass(frozen=True)
class Listed:
    """A message. state: WAITING, TODAY, TO_COME, OVER or TAKEN_BACK, for all of its pupils.

    words: the reason as it was given; empty for who may not read it.
    """

    message: Message
    state: str
    whom: list[Whom]
    words: str


@dataclass(frozen=True)
class Messages:
    """Those that wait, those of the day, those to come, and others; in the order of their days."""

    waiting: list[Listed] = field(default_factory=list)
    today: list[Listed] = field(default_factory=list)
    to_come: list[Listed] = field(default_factory=list)
    others: list[Listed] = field(default_factory=list)


def messages_open_to(*, by: User, on: date) -> QuerySet[Message]:
    """The messages of the school about a pupil whom the person may open on the day."""
    theirs = MessagePupil.objects.filter(
        message=OuterRef("pk"), pupil__in=pupils_open_to(by=by, on=on)
    )
    return Message.objects.filter(Exists(theirs), school_id=by.school_id)


def reads_words(by: User, message: Message) -> bool:
    """Whether the person may read the reason: who records for all, and who wrote it down."""
    if message.code == "Y5" and not may(by, "see_code_y5"):
        return False
    return may(by, RECORD, Place(by.school_id)) or message.recorded_by_id == by.pk


def current_messages(*, by: User, on: date) -> Messages:
    """What waits to be confirmed, and what is expected that day and later. Five queries."""
    found = messages_open_to(by=by, on=on).filter(withdrawn_at=None)
    waiting = found.filter(confirmed_at=None)
    in_force = found.filter(confirmed_at__isnull=False, last_day__gte=on)
    rows = list(waiting.order_by("first_day", "pk").select_related("recorded_by")[:MOST])
    rows += list(in_force.order_by("first_day", "pk").select_related("recorded_by")[:MOST])
    return _by_state(listed(rows, by=by, on=on))


def messages_about(*, pupils: QuerySet[Pupil], by: User, on: date) -> Messages:
    """Every message there has been about any of these pupils, the latest first."""
    about = MessagePupil.objects.filter(message=OuterRef("pk"), pupil__in=pupils.order_by())
    found = messages_open_to(by=by, on=on).filter(Exists(about)).select_related("recorded_by")
    return Messages(others=listed(found.order_by("-first_day", "-pk")[:MOST], by=by, on=on))


def listed(messages: Sequence[Message] | QuerySet[Message], *, by: User, on: date) -> list[Listed]:
    """The messages with the pupils of each that the person may open; three queries."""
    rows = list(messages)
    whom: dict[int, list[MessagePupil]] = {message.pk: [] for message in rows}
    about = MessagePupil.objects.filter(
        message__in=whom, pupil__in=pupils_open_to(by=by, on=on)
    ).select_related("pupil")
    for one in about.order_by("pupil__sort_key", "pupil_id"):
        whom[one.message_id].append(one)
    pupils = {one.pupil_id for many in whom.values() for one in many}
    classes = class_names_of_pupils(school_id=by.school_id, pupils=pupils, on=on)
    return [
        Listed(
            message,
            state_of(message, whom[message.pk], on=on),
            [Whom(one, classes.get(one.pupil_id, "")) for one in whom[message.pk]],
            message.words if reads_words(by, message) else "",
        )
        for message in rows
    ]


def class_names_of_pupils(*, school_id: int, pupils: set[int], on: date) -> dict[int, str]:
    """The name of each pupil's class on the day; one query, none for nobody."""
    if not pupils:
        return {}
    members = ClassMembership.objects.on_the_roll(school_id=school_id, day=on)
    rows = members.filter(pupil_id__in=pupils, school_class__isnull=False)
    return dict(rows.values_list("pupil_id", "school_class__name"))


def state_of(message: Message, about: Sequence[MessagePupil], *, on: date) -> str:
    """Where the message stands on the day."""
    if message.withdrawn_at is not None:
        return TAKEN_BACK
    if message.confirmed_at is None:
        return WAITING
    if any(covers(message, one, Half(on, half)) for one in about for half in (AM, PM)):
        return TODAY
    to_come = message.first_day > on and any(
        last_for(message, one) >= first_of(message) for one in about
    )
    return TO_COME if to_come else OVER


def _by_state(rows: Sequence[Listed]) -> Messages:
    found = Messages()
    places = {WAITING: found.waiting, TODAY: found.today, TO_COME: found.to_come}
    for row in rows:
        places.get(row.state, found.others).append(row)
    return found
