"""Refuse a newer calendar or a newer last day that would leave marks in force behind."""

from collections.abc import Collection
from datetime import date

from django.db.models import Max

from registers.models import Mark
from schools.loading import calendar_file, pupils_file
from schools.loading.report import Report
from schools.loading.roll import NewEnd
from schools.models import School


def refuse_lost_sessions(school: School, slots: Collection[object], report: Report) -> None:
    """Refuse a calendar without a session that has marks in force; slots: day and half."""
    marked = (
        Mark.objects.filter(school=school).in_force().values_list("day", "half").distinct()
    ).order_by("day", "half")
    for day, half in marked:
        if (day, half) not in slots:
            report.refuse(calendar_file.FILE, 1, "", f"no session on {day} {half}",
                          f"the session of {day} {half}, because it has marks")  # fmt: skip


def refuse_early_ends(school: School, ends: Collection[NewEnd], report: Report) -> None:
    """Refuse a last day on the roll before marks in force, naming the last marked day."""
    sooner = {
        new.enrolment.pupil_id: new
        for new in ends
        if new.row.end and (new.enrolment.end is None or new.row.end < new.enrolment.end)
    }
    for new in sooner.values():
        last = _last_marked(school, new)
        if last is not None and new.row.end is not None and last > new.row.end:
            report.refuse(pupils_file.FILE, new.row.line, "end_date", new.row.end,
                          f"a day not before {last}, the pupil's last marked day")  # fmt: skip


def _last_marked(school: School, new: NewEnd) -> date | None:
    marks = Mark.objects.filter(
        school=school, pupil_id=new.enrolment.pupil_id, day__gte=new.enrolment.start
    )
    if new.enrolment.end is not None:
        marks = marks.filter(day__lte=new.enrolment.end)
    found: date | None = marks.in_force().aggregate(last=Max("day"))["last"]
    return found
