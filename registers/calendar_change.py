"""Hold a school's calendar for a change, and carry out a change that was previewed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from audit.actions.record import record
from registers.calendar_lines import CalendarRefused, LinesChange, line_in_words
from registers.queries.calendar_effect import CalendarEffect, calendar_effect
from rules.sessions import sessions_of
from schools.models import CalendarPeriod, Session, User
from schools.school_lock import hold_school
from schools.stored_sessions import bring_in_line


class PreviewTooOld(CalendarRefused):
    """Somebody changed the calendar since the preview; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else has changed the calendar since you looked. Nothing was changed: "
            "look at the new preview, then say yes again."
        )


class MarksInTheWay(CalendarRefused):
    """Sessions with marks in force would vanish; marks are never deleted."""


@dataclass(frozen=True)
class Held:
    """The lines of a calendar that nobody else changes until the transaction ends."""

    school_id: int
    lines: list[CalendarPeriod]

    def line(self, period_id: int) -> CalendarPeriod:
        """The line; raises CalendarRefused where somebody took it out meanwhile."""
        for one in self.lines:
            if one.pk == period_id:
                return one
        raise PreviewTooOld


def hold_calendar(by: User) -> Held:
    """Lock the calendar of the person's school against other changes and loads."""
    hold_school(by.school.urn)
    lines = CalendarPeriod.objects.filter(school_id=by.school_id).order_by("start", "pk")
    return Held(by.school_id, list(lines))


def checked(*, held: Held, change: LinesChange, seen: str, at: datetime) -> CalendarEffect:
    """The effect that the person has said yes to.

    seen: the version of the calendar that the preview showed. The sessions of the days that the
    change names are held first, so that nobody marks in one while it goes. Raises PreviewTooOld,
    or MarksInTheWay with the days and the counts.
    """
    _hold_sessions(held.school_id, change)
    effect = calendar_effect(school_id=held.school_id, stored=held.lines, change=change, at=at)
    if seen != effect.version:
        raise PreviewTooOld
    if effect.refusal:
        raise MarksInTheWay(effect.refusal)
    return effect


def _hold_sessions(school_id: int, change: LinesChange) -> None:
    """Wait for whoever marks in a session that the change may touch, and keep others out."""
    days = Q()
    for removed in change.removed:
        days |= Q(day__range=(removed.start, removed.end))
    for added in change.added:
        days |= Q(day__range=(added.start, added.end))
    locked = Session.objects.select_for_update().filter(days, school_id=school_id)
    list(locked.order_by("pk").values_list("pk", flat=True))


def carry_out(
    *,
    held: Held,
    effect: CalendarEffect,
    act: str,
    by: User,
    role: str,
    at: datetime,
    reason: str = "",
    detail: dict[str, int] | None = None,
) -> CalendarEffect:
    """Change the lines and the sessions, with one audit entry."""
    change = effect.change
    keys = [one.pk for one in change.removed]
    CalendarPeriod.objects.filter(school_id=held.school_id, pk__in=keys).update(
        removed_at=at, removed_by=by
    )
    added = CalendarPeriod.objects.bulk_create(
        CalendarPeriod(
            school_id=held.school_id,
            start=row.start,
            end=row.end,
            kind=row.kind,
            name=row.name,
            session=row.session,
            recorded_by=by,
            recorded_title=by.job_title,
            recorded_role=role,
            recorded_at=at,
        )
        for row in change.added
    )
    bring_in_line(school_id=held.school_id, planned=sessions_of(change.after(held.lines)))
    record(
        act=act,
        by=by,
        at=at,
        school_id=held.school_id,
        subject=added[0] if added else change.removed[0],
        reason=reason,
        detail={
            "before": [line_in_words(one) for one in change.removed],
            "after": [line_in_words(one) for one in change.added],
            "sessions added": len(effect.appear),
            "sessions taken away": len(effect.vanish),
            "sessions closed": len(effect.closed),
            "sessions reopened": len(effect.reopened),
            **(detail or {}),
        },
    )
    return effect
