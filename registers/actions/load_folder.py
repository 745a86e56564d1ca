"""Load a school's folder of files: all of it, in one transaction, or nothing."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from audit.actions.record import record
from registers.author import Author
from registers.loading import kept_marks, mark_rows
from registers.loading.effective import day_of_changes
from registers.loading.folder_files import FILES
from registers.loading.fresh_statistics import refresh_statistics
from registers.loading.last_load import refuse_if_loaded_again
from registers.loading.parts import NotYourSchool, Part
from registers.loading.save_loaded import save_loaded
from registers.loading.stage_marks import stage_marks
from rules.sessions import school_year_start
from schools.loading import (
    calendar_file,
    parents_file,
    pupils_file,
    school_file,
    staff_file,
)
from schools.loading.classes import classes_by_name
from schools.loading.history import Changes
from schools.loading.memberships import is_current
from schools.loading.report import FolderRefused, Report
from schools.loading.roll import plan_roll
from schools.loading.save_parents import save_parents
from schools.loading.save_pupils import save_pupils
from schools.loading.save_staff import save_staff
from schools.loading.staff_by_hand import StaffChanges
from schools.loading.system_account import system_account
from schools.models import CalendarPeriod, School, SchoolSettings, User
from schools.permissions import require
from schools.school_lock import hold_school
from toolkit import clock

NEEDED_AT_FIRST = (calendar_file.FILE, staff_file.FILE, pupils_file.FILE)


def load_folder(
    *,
    folder: Path,
    by: User | None,
    at: datetime,
    effective: date | None = None,
    dry_run: bool = False,
    progress: Callable[[str], None] | None = None,
    after: int | None = None,
    part: Part | None = None,
) -> Report:
    """Check every row of every file, then save; a dry run does the same and keeps nothing.

    by: who loads, into their own school only; None from the command line, when the school's
    system account is the author. effective: from when changed classes, year groups, register
    times and flags hold; the day of `at` unless given.
    after: the load of the school, by its act, that must be the last (0: none); any if None.
    part: where the folder has no school.csv, whose it is.
    Raises FolderRefused with every fault, NotPermitted, TooFarAway, LoadedAgain.
    """
    role = require(by, "load_school") if by is not None else "system"
    report = part.report if part else Report()
    say = progress or (lambda sentence: None)
    effective = day_of_changes(effective, at=at)
    if not folder.is_dir():
        report.refuse(folder.name, 1, "", "no folder", "a folder with school.csv in it")
        raise FolderRefused(report)
    say(f"Checking {folder}")
    row = None if part else school_file.check_school(folder, report)
    urn = part.school.urn if part else row.urn if row else None
    with transaction.atomic():
        if urn is not None:
            if by is not None and by.school.urn != urn:
                raise NotYourSchool(urn)
            hold_school(urn)
        school = School.objects.filter(urn=urn).first()
        report.after_load = refuse_if_loaded_again(school, after=after)
        load = _Load(folder, row, school, report, at=at, effective=effective, say=say)
        load.check()
        _refuse_if_faulty(report)
        load.save(by=by, role=role, source=part.source if part else mark_rows.FILE)
        _refuse_if_faulty(report)
        refresh_statistics()
        transaction.set_rollback(dry_run)
    report.leave_out_zeros()
    return report


def _refuse_if_faulty(report: Report) -> None:
    if report.fault_count:
        raise FolderRefused(report)


class _Load:
    """One folder on its way in: checked as a whole first, then saved."""

    def __init__(
        self,
        folder: Path,
        row: school_file.SchoolRow | None,
        school: School | None,
        report: Report,
        *,
        at: datetime,
        effective: date,
        say: Callable[[str], None],
    ) -> None:
        self.folder, self.row, self.school, self.report = folder, row, school, report
        self.at, self.effective, self.say = at, effective, say
        self.files = {name for name in FILES if (folder / name).is_file()}
        self.has_marks = False
        self.is_first = school is None or not school.pupils.exists()

    def check(self) -> None:
        """Check every file, each against the others and against what is stored."""
        if self.row is not None and self.is_first:
            for name in NEEDED_AT_FIRST:
                if name not in self.files:
                    self.report.refuse(
                        name, 1, "", "no file", "the file, because the school is not loaded yet"
                    )
        others = sorted(path.name for path in self.folder.glob("*.csv") if path.name not in FILES)
        if others:
            self.report.notice(f"These files were not read: {', '.join(others)}.")
        self.check_calendar()
        self.check_people()
        self.check_settings()
        if mark_rows.FILE in self.files:
            self.stage_marks()

    def check_calendar(self) -> None:
        self.slots: calendar_file.Slots | None = None
        stored = list(CalendarPeriod.objects.filter(school=self.school)) if self.school else []
        rows = None
        if calendar_file.FILE in self.files:
            rows = calendar_file.check_calendar(self.folder / calendar_file.FILE, self.report)
            if rows is None:
                return
        elif self.school is None:
            return
        every = CalendarPeriod.every.filter(school=self.school, removed_at__isnull=False)
        removed = list(every.select_related("removed_by")) if self.school else []
        self.calendar = calendar_file.plan_calendar(rows, stored, self.report, removed=removed)
        self.slots = self.calendar.slots()
        if self.school is not None and rows is not None:
            kept_marks.refuse_lost_sessions(self.school, self.slots, self.report)

    def check_people(self) -> None:
        self.pupils: pupils_file.PupilRows | None = None
        if pupils_file.FILE in self.files:
            self.pupils = pupils_file.check_pupils(self.folder / pupils_file.FILE, self.report)
        self.roll = plan_roll(self.school, self.pupils, self.report)
        if self.school is not None:
            kept_marks.refuse_early_ends(self.school, self.roll.ends, self.report)
        self.staff: list[staff_file.StaffRow] = []
        self.parents: list[parents_file.ParentRow] = []
        if staff_file.FILE in self.files:
            self.staff = staff_file.check_staff(
                self.folder / staff_file.FILE,
                urn=self.row.urn if self.row else self.school.urn if self.school else None,
                classes=self.classes(),
                report=self.report,
            )
        if parents_file.FILE in self.files:
            path = self.folder / parents_file.FILE
            self.parents = parents_file.check_parents(path, self.roll, self.report)

    def classes(self) -> set[str] | None:
        """Names of the classes that pupils are in; None while the pupils are in doubt."""
        known: set[str] = set()
        if self.school is not None:
            known = set(classes_by_name(self.school))
        if self.pupils is None:
            return known if self.school is not None else None
        if not self.pupils.readable or self.pupils.doubtful:
            return None
        this_year = school_year_start(self.effective)
        rows = (row for row in self.pupils.rows if is_current(row, this_year))
        return known | {row.class_name.lower() for row in rows}

    def check_settings(self) -> None:
        stored = SchoolSettings.objects.filter(school=self.school) if self.school else []
        self.settings: list[SchoolSettings] = sorted(stored, key=lambda one: one.valid_from)
        self.new_settings: SchoolSettings | None = None
        if self.row is not None:
            starts = [one.start for one in self.calendar.added] if self.slots is not None else []
            first = min(starts, default=self.effective)
            self.new_settings = school_file.settings_after(
                self.row,
                self.settings,
                school=self.school,
                first_day=first,
                effective=self.effective,
                report=self.report,
            )
        if self.new_settings is not None and self.new_settings.pk is None:
            self.settings.append(self.new_settings)

    def stage_marks(self) -> None:
        openings = [
            mark_rows.Opening(one.valid_from, one.am_opens, one.pm_opens) for one in self.settings
        ]
        until = clock.local(self.at)
        against = mark_rows.School(self.roll, self.slots, openings, until)
        path = self.folder / mark_rows.FILE
        self.has_marks = stage_marks(path, against, self.report, self.say)

    def save(self, *, by: User | None, role: str, source: str) -> None:
        """Save what was checked, with one audit entry."""
        self.say("Saving the school and its people")
        school = self.school
        if self.row is not None:
            school = school_file.save_school(self.row, school, self.report)
        if school is None:
            raise FolderRefused(self.report)
        author = by or system_account(school)
        if self.new_settings is not None:
            school_file.save_settings(
                self.new_settings, school=school, by=author, at=self.at, report=self.report
            )
        if calendar_file.FILE in self.files:
            calendar_file.save_calendar(self.calendar, school, self.report)
        changes = Changes(school, by=author, at=self.at)
        if self.pupils is not None:
            save_pupils(self.pupils, school=school, effective=self.effective, report=self.report,
                        changes=changes)  # fmt: skip
        if staff_file.FILE in self.files:
            starts = school_year_start(self.effective) if self.is_first else self.effective
            save_staff(self.staff, school=school, starts=starts, effective=self.effective,
                       report=self.report, by=by,
                       changes=StaffChanges(school, by=author, at=self.at))  # fmt: skip
        if parents_file.FILE in self.files:
            save_parents(self.parents, school=school, report=self.report, changes=changes)
        changes.save(self.report)
        if self.has_marks:
            self.say("Saving the marks")
            who = Author(author.pk, author.job_title, role)
            save_loaded(
                school_id=school.pk, author=who, at=self.at, report=self.report, source=source
            )
        record(act="load_folder", by=author, at=self.at, school_id=school.pk, subject=school,
               detail=self.report.counts())  # fmt: skip
