"""Refuse a newer calendar or a newer last day that would leave marks in force behind."""

from collections.abc import Collection
from datetime import date

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from registers.models import Mark
from schools.loading import calendar_file, pupils_file
from schools.loading.report import Report
from schools.loading.roll import NewEnd
from schools.models import Enrolment, School, Session


def refuse_lost_sessions(school: School, slots: Collection[object], report: Report) -> None:
    """Refuse a calendar without a session that has marks in force; slots: day and half.

    The sessions that would go are held, so that nobody marks in one meanwhile.
    """
    stored = Session.objects.filter(school=school).values_list("pk", "day", "half")
    lost = [key for key, day, half in stored if (day, half) not in slots]
    locked = Session.objects.select_for_update().filter(pk__in=lost).order_by("pk")
    list(locked.values_list("pk", flat=True))
    marked = (
        Mark.objects.filter(school=school).in_force().values_list("day", "half").distinct()
    ).order_by("day", "half")
    for day, half in marked:
        if (day, half) not in slots:
            report.refuse(calendar_file.FILE, 1, "", f"no session on {day} {half}",
                          f"the session of {day} {half}, because it has marks")  # fmt: skip


def refuse_early_ends(school: School, ends: Collection[NewEnd], report: Report) -> None:
    """Refuse a last day on the roll before marks in force, naming the last marked day."""
    sooner = [
        new
        for new in ends
        if new.row.end and (new.enrolment.end is None or new.row.end < new.enrolment.end)
    ]
    marked = _last_marked(school, [new.enrolment.pk for new in sooner])
    for new in sooner:
        last = marked.get(new.enrolment.pk)
        if last is not None and new.row.end is not None and last > new.row.end:
            report.refuse(pupils_file.FILE, new.row.line, "end_date", new.row.end,
                          f"a day not before {last}, the pupil's last marked day")  # fmt: skip


def _last_marked(school: School, enrolments: Collection[int]) -> dict[int, date]:
    """The last day with a mark in force in each of these enrolments that has any, by key."""
    marks = Mark.objects.filter(
        school=school,
        pupil=OuterRef("pupil"),
        day__gte=OuterRef("start"),
        day__lte=Coalesce(OuterRef("end"), date.max),
    )
    latest = marks.in_force().order_by("-day").values("day")[:1]
    found = Enrolment.objects.filter(school=school, pk__in=enrolments).annotate(
        last_marked=Subquery(latest)
    )
    return dict(found.filter(last_marked__isnull=False).values_list("pk", "last_marked"))
