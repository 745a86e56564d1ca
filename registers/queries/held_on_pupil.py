"""Gather what the registers hold on one pupil, with staff as their job titles."""

from registers.models import (
    Mark,
    Plan,
    Removal,
    RemovalTelling,
    Suspension,
    Timetable,
    TimetableReview,
)
from registers.queries.held_on_mornings import held_on_mornings, title_or_role
from rules import codes
from schools.models import Pupil
from toolkit.held import Held, Mask, Rows


def held_on_pupil(*, pupil: Pupil, mask: Mask) -> list[Held]:
    """Every entry, and what stands behind some: absences, timetables, suspensions, removals."""
    return [
        _marks(pupil, mask),
        _plans(pupil, mask),
        _timetables(pupil, mask),
        _reviews(pupil, mask),
        _suspensions(pupil, mask),
        _removals(pupil, mask),
        _tellings(pupil, mask),
        *held_on_mornings(pupil=pupil, mask=mask),
    ]


def _marks(pupil: Pupil, mask: Mask) -> Held:
    found = Mark.objects.filter(school_id=pupil.school_id, pupil=pupil)
    rows: Rows = [
        (
            one.day, one.half, one.code, codes.meaning(one.code), one.minutes_late, one.arrived_at,
            one.entered_at, mask(title_or_role(one.entered_title, one.entered_role)), one.source,
            one.amendment, mask(one.reason), one.closed_at, mask(one.comment),
        )
        for one in found.order_by("day", "half", "pk")
    ]  # fmt: skip
    header = (
        "date", "session", "code", "meaning", "minutes_late", "arrived_at", "entered_at",
        "entered_by", "source", "amended", "reason", "replaced_at", "note",
    )  # fmt: skip
    return Held("marks", "Entries in the registers", header, rows, is_long=True)


def _plans(pupil: Pupil, mask: Mask) -> Held:
    found = Plan.objects.filter(school_id=pupil.school_id, pupil=pupil).select_related("activity")
    rows: Rows = [
        (
            one.code, codes.meaning(one.code), one.start, one.end, one.half, one.weekday,
            mask(one.note), one.recorded_at,
            mask(title_or_role(one.recorded_title, one.recorded_role)), one.withdrawn_at,
            mask(one.activity.nature) if one.activity else "",
            mask(one.activity.place) if one.activity else "",
        )
        for one in found.order_by("start", "pk")
    ]  # fmt: skip
    header = (
        "code", "meaning", "start", "end", "session", "weekday", "note", "recorded_at",
        "recorded_by", "withdrawn_at", "activity", "place",
    )  # fmt: skip
    return Held("known_absences", "Known absences", header, rows)


def _timetables(pupil: Pupil, mask: Mask) -> Held:
    found = Timetable.objects.filter(school_id=pupil.school_id, pupil=pupil).order_by("start")
    rows: Rows = [
        (
            Timetable.Kind(one.kind).label, one.start, one.end, " ".join(one.away),
            mask(one.reason), mask(one.hours), one.agreed_on, one.other_school,
            one.authority_told_on, one.worker_told_on, one.recorded_at,
            mask(title_or_role(one.recorded_title, one.recorded_role)), one.withdrawn_at,
        )
        for one in found
    ]  # fmt: skip
    header = (
        "kind", "start", "end", "sessions_away", "reason", "hours", "agreed_on", "other_school",
        "authority_told_on", "worker_told_on", "recorded_at", "recorded_by", "withdrawn_at",
    )  # fmt: skip
    return Held("timetables", "Timetables", header, rows)


def _reviews(pupil: Pupil, mask: Mask) -> Held:
    found = TimetableReview.objects.filter(school_id=pupil.school_id, timetable__pupil=pupil)
    rows: Rows = [
        (one.due_on, one.held_on, mask(one.outcome)) for one in found.order_by("due_on", "pk")
    ]
    return Held("timetable_reviews", "Timetable reviews", ("due_on", "held_on", "outcome"), rows)


def _suspensions(pupil: Pupil, mask: Mask) -> Held:
    found = Suspension.objects.filter(school_id=pupil.school_id, pupil=pupil).order_by("start")
    rows: Rows = [
        (
            Suspension.Kind(one.kind).label, one.reason_kind, one.start, one.start_half, one.end,
            one.end_half, one.notice_on, mask(one.notice_days), one.provision_from,
            one.provision_code, mask(one.provision_place), one.recorded_at,
            mask(title_or_role(one.recorded_title, one.recorded_role)), one.withdrawn_at,
        )
        for one in found
    ]  # fmt: skip
    header = (
        "kind", "reason", "start", "start_session", "end", "end_session", "notice_on",
        "notice_days", "provision_from", "provision_code", "provision_place", "recorded_at",
        "recorded_by", "withdrawn_at",
    )  # fmt: skip
    return Held("suspensions", "Suspensions and exclusions", header, rows)


def _removals(pupil: Pupil, mask: Mask) -> Held:
    found = Removal.objects.filter(school_id=pupil.school_id, enrolment__pupil=pupil)
    rows: Rows = [
        (
            one.ground, one.last_day, mask(_conditions(one.conditions)), mask(one.evidence),
            mask(one.consultation), one.consulted_on, one.return_made_on,
            mask(one.return_not_needed), one.social_worker_told_on, one.youth_justice_told_on,
            one.virtual_school_told_on, mask(one.not_told), one.decided_at,
            mask(title_or_role(one.decided_title, "")),
            mask("; ".join(f"{back.at:%Y-%m-%d}: {back.reason}" for back in one.withdrawals.all())),
        )
        for one in found.prefetch_related("withdrawals").order_by("decided_at")
    ]  # fmt: skip
    header = (
        "ground", "last_day", "conditions", "evidence", "consultation", "consulted_on",
        "return_made_on", "return_not_needed", "social_worker_told_on", "youth_justice_told_on",
        "virtual_school_told_on", "not_told", "decided_at", "decided_by", "taken_back",
    )  # fmt: skip
    return Held("removals", "Removals from the roll", header, rows)


def _tellings(pupil: Pupil, mask: Mask) -> Held:
    found = RemovalTelling.objects.filter(
        school_id=pupil.school_id, removal__enrolment__pupil=pupil
    ).select_related("removal", "told_by")
    rows: Rows = [
        (
            one.removal.last_day, RemovalTelling.Whom(one.whom).label, one.told_on,
            mask(title_or_role(one.told_by.job_title, "")), mask(one.words), one.recorded_at,
            mask(title_or_role(one.recorded_title, one.recorded_role)),
        )
        for one in found.order_by("recorded_at", "pk")
    ]  # fmt: skip
    header = ("last_day", "whom", "told_on", "told_by", "words", "recorded_at", "recorded_by")
    return Held("removals_told", "Who was told of a removal later", header, rows)


def _conditions(conditions: object) -> str:
    """Each condition and how it was met, in one text."""
    if isinstance(conditions, dict):
        return "; ".join(f"{name}: {_conditions(value)}" for name, value in conditions.items())
    if isinstance(conditions, list):
        return "; ".join(_conditions(one) for one in conditions)
    return str(conditions)
