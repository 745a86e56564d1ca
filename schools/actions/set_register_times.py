"""Set when registers open and close, when sessions end, and the times of first-day contact."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from django.db import transaction

from rules.punctuality import MAXIMUM_WINDOW_MINUTES, window_minutes
from schools.dated_settings import Settings, SettingsRefused, save_dated
from schools.models import SchoolSettings, Session, User
from schools.permissions import require
from toolkit import clock


@dataclass(frozen=True, kw_only=True)
class RegisterTimes:
    """School local times; the closing minute is still late before closing."""

    am_opens: time
    am_closes: time
    pm_opens: time
    pm_closes: time
    session_ends_am: time
    session_ends_pm: time
    first_contact_by: time | None = None
    first_texts_at: time | None = None


@transaction.atomic
def set_register_times(
    *, by: User, times: RegisterTimes, valid_from: date, seen: str, at: datetime
) -> Settings:
    """The registers of that day on have these times; those before keep theirs.

    Raises NotPermitted, SettingsRefused (a window over 30 minutes, a day out of order, a day
    that has passed) or ChangedMeanwhile.
    """
    require(by, "settings_and_policy")
    refuse_impossible(times)
    _refuse_in_an_open_day(by, valid_from, at)
    return save_dated(
        table=SchoolSettings,
        act="set_register_times",
        facts=asdict(times),
        valid_from=valid_from,
        seen=seen,
        by=by,
        at=at,
    )


def refuse_impossible(times: RegisterTimes) -> None:
    """Raise SettingsRefused for times that cannot be a school's.

    Source: Working together to improve school attendance (August 2024): the register is open for
    30 minutes at most.
    """
    _refuse_window("morning", times.am_opens, times.am_closes, field="am_closes")
    _refuse_window("afternoon", times.pm_opens, times.pm_closes, field="pm_closes")
    if times.session_ends_am <= times.am_closes:
        raise SettingsRefused(
            f"The morning ends at {_shown(times.session_ends_am)}, before its register closes at "
            f"{_shown(times.am_closes)}.",
            field="session_ends_am",
        )
    if times.first_contact_by is not None and times.first_contact_by <= times.am_closes:
        raise SettingsRefused(
            f"Families cannot all be reached by {_shown(times.first_contact_by)}: the morning's "
            f"register closes at {_shown(times.am_closes)}.",
            field="first_contact_by",
        )
    if times.pm_opens < times.session_ends_am:
        raise SettingsRefused(
            f"The afternoon's register opens at {_shown(times.pm_opens)}, before the morning ends "
            f"at {_shown(times.session_ends_am)}.",
            field="pm_opens",
        )
    if times.session_ends_pm <= times.pm_closes:
        raise SettingsRefused(
            f"The afternoon ends at {_shown(times.session_ends_pm)}, before its register closes "
            f"at {_shown(times.pm_closes)}.",
            field="session_ends_pm",
        )


def warning_of(times: RegisterTimes) -> str:
    """What is lawful and yet against the guidance; empty where nothing is."""
    morning = window_minutes(times.am_opens, times.am_closes)
    afternoon = window_minutes(times.pm_opens, times.pm_closes)
    if morning == afternoon:
        return ""
    return (
        f"The morning's register is open for {morning} minutes and the afternoon's for "
        f"{afternoon}. The guidance asks for the same length in every session."
    )


def _refuse_in_an_open_day(by: User, valid_from: date, at: datetime) -> None:
    """L and U must not change for children who are at the door."""
    now = SchoolSettings.objects.filter(school_id=by.school_id).in_force(valid_from)
    if now is None or valid_from != clock.local(at).date():
        return
    meets = Session.objects.meeting().filter(school_id=by.school_id, day=valid_from).exists()
    if meets and at >= clock.at_school(valid_from, now.am_opens):
        raise SettingsRefused(
            f"Today's registers have opened at {_shown(now.am_opens)}, so new times begin "
            "tomorrow at the earliest.",
            field="valid_from",
        )


def _refuse_window(half: str, opens: time, closes: time, *, field: str) -> None:
    if closes <= opens:
        raise SettingsRefused(
            f"The {half}'s register closes at {_shown(closes)}, before it opens at "
            f"{_shown(opens)}.",
            field=field,
        )
    minutes = window_minutes(opens, closes)
    if minutes > MAXIMUM_WINDOW_MINUTES:
        raise SettingsRefused(
            f"The {half}'s register would be open for {minutes} minutes. "
            f"{MAXIMUM_WINDOW_MINUTES} minutes is the longest that is allowed.",
            field=field,
        )


def _shown(moment: time) -> str:
    return f"{moment:%-H:%M}"
