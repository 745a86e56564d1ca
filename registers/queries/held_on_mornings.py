"""Gather what the registers hold on one pupil's arrivals, departures, messages and fire rolls."""

from django.db.models import QuerySet

from registers.models import Arrival, Departure, FireTick, MessagePupil
from rules import codes
from schools.models import Pupil
from schools.roles import ROLE_NAMES
from toolkit.held import Held, Mask, Rows


def held_on_mornings(*, pupil: Pupil, mask: Mask) -> list[Held]:
    """What the late desk, the office's messages and evacuations say of the pupil."""
    return [
        _arrivals(pupil, mask),
        _departures(pupil, mask),
        _messages(pupil, mask),
        _fire_ticks(pupil),
    ]


def _arrivals(pupil: Pupil, mask: Mask) -> Held:
    found = Arrival.objects.filter(school_id=pupil.school_id, pupil=pupil)
    rows: Rows = [
        (
            one.day, one.half, one.arrived_at, Arrival.Outcome(one.outcome).label, one.code,
            one.minutes_late, mask(one.why), mask(one.brought_by), one.recorded_at,
            mask(title_or_role(one.recorded_title, one.recorded_role)), one.withdrawn_at,
        )
        for one in found.order_by("day", "half", "pk")
    ]  # fmt: skip
    header = (
        "date", "session", "arrived_at", "judged", "code", "minutes_late", "why", "brought_by",
        "recorded_at", "recorded_by", "withdrawn_at",
    )  # fmt: skip
    return Held("arrivals", "Late arrivals", header, rows, is_long=True)


def _departures(pupil: Pupil, mask: Mask) -> Held:
    found = Departure.objects.filter(school_id=pupil.school_id, pupil=pupil)
    rows: Rows = [
        (
            one.day, one.left_at, mask(one.with_whom), mask(one.why), one.expected_back,
            one.returned_at, one.recorded_at,
            mask(title_or_role(one.recorded_title, one.recorded_role)), one.withdrawn_at,
        )
        for one in found.order_by("day", "left_at", "pk")
    ]  # fmt: skip
    header = (
        "date", "left_at", "with", "why", "expected_back", "returned_at", "recorded_at",
        "recorded_by", "withdrawn_at",
    )  # fmt: skip
    return Held("departures", "Leaving during the day", header, rows, is_long=True)


def _messages(pupil: Pupil, mask: Mask) -> Held:
    about: QuerySet[MessagePupil] = MessagePupil.objects.filter(
        school_id=pupil.school_id, pupil=pupil
    ).select_related("message")
    rows: Rows = [
        (
            one.message.get_channel_display(), mask(one.message.from_whom),
            mask(one.message.words), one.message.code,
            codes.meaning(one.message.code) if one.message.code else "", one.message.first_day,
            one.message.first_half, one.message.last_day, one.message.last_half,
            one.message.expected_back, one.back_on, one.back_half, one.message.recorded_at,
            mask(title_or_role(one.message.recorded_title, one.message.recorded_role)),
            one.message.confirmed_at, mask(one.message.confirmed_with), one.message.withdrawn_at,
            mask(one.message.withdrawn_why),
        )
        for one in about.order_by("message__recorded_at", "pk")
    ]  # fmt: skip
    header = (
        "channel", "from", "words", "code", "meaning", "first_day", "first_session", "last_day",
        "last_session", "expected_back", "back_on", "back_session", "recorded_at", "recorded_by",
        "confirmed_at", "confirmed_with", "withdrawn_at", "withdrawn_why",
    )  # fmt: skip
    return Held("messages", "Messages about absence", header, rows, is_long=True)


def _fire_ticks(pupil: Pupil) -> Held:
    found = FireTick.objects.filter(school_id=pupil.school_id, pupil=pupil).order_by("pk")
    rows: Rows = [(one.ticked_at, one.found) for one in found]
    return Held("fire_rolls", "Ticks of fire rolls", ("at", "found"), rows, is_long=True)


def title_or_role(title: str, role: str) -> str:
    return title or ROLE_NAMES.get(role, role)
