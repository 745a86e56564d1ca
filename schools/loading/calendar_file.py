"""Check calendar.csv, and plan what the school's calendar and sessions become."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rules.sessions import HALVES, KINDS, CalendarRow, PlannedSession, faults_of, sessions_of
from schools.loading.cells import Row, one_of, rows_of
from schools.loading.files import open_table
from schools.loading.report import Report
from schools.models import CalendarPeriod, School
from schools.stored_sessions import bring_in_line, row_of

FILE = "calendar.csv"
NEEDED = ("start", "end", "kind")
KNOWN = ("name", "session")
MOVED = (
    "start",
    "end",
    "name",
    "recorded_by",
    "recorded_title",
    "recorded_role",
    "recorded_at",
)
Slots = dict[tuple[date, str], str]  # Day and half to the closure, "" or "unplanned".


@dataclass
class CalendarPlan:
    """Periods to add and to change (not yet saved), and the sessions that follow."""

    added: list[CalendarPeriod] = field(default_factory=list)
    changed: list[CalendarPeriod] = field(default_factory=list)
    sessions: list[PlannedSession] = field(default_factory=list)

    def slots(self) -> Slots:
        """The sessions by day and half."""
        return {(session.day, session.half): session.closure for session in self.sessions}


def check_calendar(path: Path, report: Report) -> list[CalendarRow] | None:
    """The rows of the file; None when any is refused."""
    table = open_table(path, needed=NEEDED, known=KNOWN, report=report)
    if table is None:
        return None
    found: dict[tuple[object, ...], int] = {}
    rows = []
    refused = False
    for row in rows_of(table):
        read = _read(row)
        if read is not None:
            key = (read.start, read.end, read.kind, read.session)
            if key in found:
                row.refuse("", f"each period once (line {found[key]} has the same)", found="again")
            found.setdefault(key, row.line)
            rows.append(read)
        refused = refused or row.faulty
    if not rows and not refused:
        report.refuse(FILE, 2, "", "no rows", "at least one row of kind term")
    return None if refused or not rows else rows


def _read(row: Row) -> CalendarRow | None:
    start, end = row.needed_day("start"), row.needed_day("end")
    row.needed("kind", one_of(sorted(KINDS)))
    kind = row.choice("kind", sorted(KINDS))
    session = row.choice("session", HALVES)
    name = row.text("name", CalendarPeriod)
    if row.faulty or start is None or end is None:
        return None
    read = CalendarRow(start, end, kind, name, session)
    for fault in faults_of(read):
        row.refuse(fault.column, _right_end(read))
    return None if row.faulty else read


def _right_end(read: CalendarRow) -> str:
    """What was expected of a row whose kind and session are right, and its days are not."""
    if read.end < read.start:
        return f"a day not before the start ({read.start})"
    return f"a day within a year of the start ({read.start})"


def plan_calendar(
    rows: list[CalendarRow] | None,
    stored: list[CalendarPeriod],
    report: Report,
    *,
    removed: Iterable[CalendarPeriod] = (),
) -> CalendarPlan:
    """What the calendar becomes with these rows (None: no file); nothing is taken out of it.

    A stored period that the file lacks is the same one moved when a new row of its kind overlaps
    it; otherwise it stays and is reported. removed: periods that somebody took out or changed; a
    row of the file that is one of them says nothing new, and stays out.
    """
    plan = CalendarPlan()
    if rows is None:
        plan.sessions = sessions_of(row_of(period) for period in stored)
        return plan
    by_key = {(one.start, one.end, one.kind, one.session): one for one in stored}
    taken_out = {(one.start, one.end, one.kind, one.session): one for one in removed}
    fresh = []
    for row in rows:
        key = (row.start, row.end, row.kind, row.session)
        period = by_key.pop(key, None)
        if period is not None:
            if row.name and period.name != row.name and period.recorded_by_id is None:
                period.name = row.name
                plan.changed.append(period)
        elif key in taken_out:
            report.notice(_stays_out(taken_out[key]))
        else:
            fresh.append(row)
    absent = list(by_key.values())
    for row in fresh:
        moved = next((period for period in absent if _same_moved(period, row)), None)
        if moved is None:
            start, end, kind, name, session = row
            plan.added.append(
                CalendarPeriod(start=start, end=end, kind=kind, name=name, session=session)
            )
            continue
        absent.remove(moved)
        moved.start, moved.end, moved.name = row.start, row.end, row.name or moved.name
        moved.recorded_by = moved.recorded_at = None
        moved.recorded_title = moved.recorded_role = ""
        plan.changed.append(moved)
    for period in absent:
        report.notice(f"{FILE} lacks {period.name or period.kind}, {period.start} to {period.end}; "
                      "it stays in the calendar.")  # fmt: skip
    kept = [period for period in stored if period not in plan.changed]
    plan.sessions = sessions_of(row_of(one) for one in (*kept, *plan.changed, *plan.added))
    return plan


def _stays_out(period: CalendarPeriod) -> str:
    who = period.removed_by.name if period.removed_by else "Somebody"
    when = f" on {period.removed_at:%Y-%m-%d}" if period.removed_at else ""
    return (
        f"{FILE} still has {period.name or period.kind}, {period.start} to {period.end}; "
        f"{who} changed it or took it out{when}, and that stands."
    )


def _same_moved(period: CalendarPeriod, row: CalendarRow) -> bool:
    return (
        period.kind == row.kind
        and period.session == row.session
        and period.start <= row.end
        and row.start <= period.end
    )


def save_calendar(plan: CalendarPlan, school: School, report: Report) -> None:
    """Save the periods, and bring the sessions in line with them.

    A session that falls away is removed; the caller has refused those that hold marks.
    """
    for period in plan.added:
        period.school = school
    CalendarPeriod.objects.bulk_create(plan.added)
    CalendarPeriod.objects.bulk_update(plan.changed, MOVED)
    brought = bring_in_line(school_id=school.pk, planned=plan.sessions)
    report.added.update({"calendar periods": len(plan.added), "sessions": brought.added})
    report.changed.update({"calendar periods": len(plan.changed), "sessions": brought.changed})
    report.ended.update({"sessions": brought.removed})
