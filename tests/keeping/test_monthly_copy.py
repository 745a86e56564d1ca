"""Each month's registers are kept once it is over: whole, read-only, with their fingerprints."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from attendance_site import tick
from audit.models import Act
from registers import keeping_tasks
from registers.actions import keep_month as keeping_action
from registers.actions.keep_month import MonthNotOver, keep_month, month_pdf
from registers.keeping import kept_files
from registers.models import KeptCopy
from registers.queries.month_of_entries import month_of_entries
from schools.permissions import NotPermitted
from tests.factories.schools import SessionFactory
from tests.keeping import papers
from tests.registers.classroom import Classroom
from toolkit import clock, jobs

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
AT = datetime(2026, 12, 1, 2, tzinfo=UTC)


@pytest.fixture
def taken(classroom: Classroom) -> Classroom:
    """A taken register in which one entry was amended twice."""
    classroom.take()
    classroom.change(classroom.pupils[0], "N", reason="Not in class", at="9:10")
    classroom.change(
        classroom.pupils[0],
        "I",
        by=classroom.person("office", forename="Ola", surname="Żurek", job_title="Secretary"),
        reason="=Parent rang",
        at="9:30",
    )
    return classroom


def keep(room: Classroom, **how: Any) -> KeptCopy:
    return keep_month(school=room.school, **{"month": NOVEMBER, "at": AT} | how)


def rows_of(copy: KeptCopy) -> list[dict[str, str]]:
    text = kept_files.paths(copy)[0].read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text, newline="")))


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_the_table_holds_every_entry_the_replaced_ones_included(taken):
    rows = rows_of(keep(taken))
    assert len(rows) == 5
    first, second, third = [row for row in rows if row["upn"] == taken.pupils[0].upn]
    assert [one["code"] for one in (first, second, third)] == ["/", "N", "I"]
    assert [one["amended"] for one in (first, second, third)] == ["N", "Y", "Y"]
    assert first["replaced_at"] == second["entered_at"] == "2026-11-12T09:10:00+00:00"
    assert (first["entered_by"], first["job_title"]) == (
        taken.teacher.name,
        "Class teacher, Year 4",
    )
    assert (third["entered_by"], third["role"], third["replaced_at"]) == ("Ola Żurek", "office", "")
    assert third["reason"] == "'=Parent rang"
    assert {row["class"] for row in rows} == {taken.school_class.name}


def test_the_pages_show_the_entry_in_force_and_beneath_it_what_was_changed_and_why(taken):
    text = papers.text(kept_files.paths(keep(taken))[1].read_bytes())
    pupil = taken.pupils[0]
    assert f"{taken.school_class.name}, week of 9 November 2026" in text
    assert f"{pupil.legal_surname}, {pupil.legal_forename} {pupil.upn} I*" in text
    assert "I Illness" in text
    assert f"/ {taken.teacher.name} (Class teacher, Year 4), 12 Nov 2026 8:55" in text
    assert "I =Parent rang Ola Żurek (Secretary) 12 Nov 2026 9:30" in text
    assert "Not in class" in text


def test_the_pages_name_the_school_the_month_and_who_printed_them_when(taken):
    pdf = kept_files.paths(keep(taken))[1].read_bytes()
    foot = f"{taken.school.name}: registers of November 2026. Printed 1 December 2026 at 2:00 by"
    assert f"{foot} Rollbook, by itself." in papers.text(pdf)
    sheet = papers.reader(pdf).pages[-1].mediabox
    assert sheet.width > sheet.height
    assert papers.reader(pdf).trailer["/Root"]["/StructTreeRoot"]["/K"]


def test_a_session_that_nobody_marked_shows_as_due_and_the_register_as_not_taken(classroom):
    classroom.mark(classroom.pupils[0], "/")
    text = papers.text(kept_files.paths(keep(classroom))[1].read_bytes())
    assert f"{classroom.pupils[1].legal_surname}, Robin {classroom.pupils[1].upn} · ·" in text
    assert "Register taken Not taken Not taken" in text


def test_the_head_of_a_long_table_is_repeated(db):
    room = Classroom(pupils=60)
    room.take()
    pages = papers.reader(kept_files.paths(keep(room))[1].read_bytes()).pages
    assert len(pages) == 3
    assert all("Thu 12 Nov" in page.extract_text() for page in pages[1:])


def test_the_same_registers_printed_at_the_same_moment_are_the_same_bytes(taken):
    def printed(at: datetime) -> bytes:
        return month_pdf(month_of_entries(school=taken.school, month=NOVEMBER), by=None, at=at)

    assert printed(AT) == printed(AT)
    assert printed(AT) != printed(AT + timedelta(minutes=1))


def test_an_amendment_of_an_earlier_month_is_in_the_copy_of_the_month_it_was_made_in(taken):
    november = keep(taken)
    SessionFactory(school=taken.school, day=date(2026, 12, 1))
    taken.change(
        taken.pupils[1], "O", by=taken.person("headteacher"), reason="No reason came",
        on=date(2026, 12, 3),
    )  # fmt: skip
    december = keep(taken, month=DECEMBER, at=datetime(2027, 1, 1, 2, tzinfo=UTC))
    assert len(rows_of(november)) == 5
    [row] = rows_of(december)
    assert (row["date"], row["code"], row["reason"]) == ("2026-11-12", "O", "No reason came")
    assert "No reason came" in papers.text(kept_files.paths(december)[1].read_bytes())


def test_the_row_and_the_audit_tell_of_both_files(taken):
    copy = keep(taken)
    table, pages = kept_files.paths(copy)
    assert kept_files.state(table, copy.table_sha256) == kept_files.UNCHANGED
    assert kept_files.state(pages, copy.pages_sha256) == kept_files.UNCHANGED
    assert (copy.marks, copy.month, copy.made_at) == (5, NOVEMBER, AT)
    told = Act.objects.get(act="keep_month")
    assert (told.school, told.subject_id, told.by.is_system) == (taken.school, copy.pk, True)
    assert told.detail == {"month": "2026-11", "entries": 5}


def test_the_files_are_read_only_and_a_changed_one_is_found_out(taken):
    copy = keep(taken)
    for path in kept_files.paths(copy):
        assert path.stat().st_mode & 0o777 == 0o400
        assert path.parent.stat().st_mode & 0o777 == 0o700
    table = kept_files.paths(copy)[0]
    table.chmod(0o600)
    table.write_bytes(table.read_bytes().replace(b",I,", b",/,"))
    assert kept_files.state(table, copy.table_sha256) == kept_files.CHANGED
    table.unlink()
    assert kept_files.state(table, copy.table_sha256) == kept_files.GONE


def test_a_second_run_makes_no_second_copy(taken, kept_dir):
    first = keep(taken)
    before = files_in(kept_dir)
    assert keep(taken, at=AT + timedelta(hours=1)) == first
    assert files_in(kept_dir) == before
    assert KeptCopy.objects.count() == Act.objects.filter(act="keep_month").count() == 1


def test_a_copy_made_again_by_hand_stands_beside_the_first(taken, kept_dir):
    first = keep(taken)
    head = taken.person("headteacher")
    later = AT + timedelta(days=3)
    second = keep(taken, by=head, again=True, at=later)
    assert keep(taken, by=head, again=True, at=later) == second  # The same task once more.
    assert set(KeptCopy.objects.all()) == {first, second}
    assert len(files_in(kept_dir)) == 4
    assert f"by {head.name}." in papers.text(kept_files.paths(second)[1].read_bytes())


class Killed(BaseException):
    """As if the worker had been killed."""


@pytest.mark.parametrize("step", ["write", "finish", "record"])
def test_a_run_that_dies_halfway_leaves_no_row_and_the_next_makes_the_copy(
    taken, kept_dir, monkeypatch, step
):
    def die(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as halfway:
        if step == "record":
            halfway.setattr(keeping_action, "record", die)
        else:
            halfway.setattr(kept_files.Unfinished, step, die)
        with pytest.raises(Killed):
            keep(taken)
    assert not KeptCopy.objects.exists()
    assert files_in(kept_dir) == []
    copy = keep(taken, at=AT + timedelta(minutes=15))
    assert files_in(kept_dir) == sorted([copy.table_name, copy.pages_name])


def test_a_run_that_was_killed_after_naming_the_files_harms_nothing(taken, kept_dir):
    names = kept_files.names(urn=taken.school.urn, month=NOVEMBER, at=AT)
    with kept_files.written(taken.school.urn, dict.fromkeys(names, b"half")) as files:
        files.finish()
    copy = keep(taken, at=AT + timedelta(minutes=15))
    assert {*names, copy.table_name, copy.pages_name} == set(files_in(kept_dir))
    with pytest.raises(kept_files.FileIsThere, match="never replaced"):
        keep(taken, at=AT, again=True)
    assert all((kept_dir / taken.school.urn / name).read_bytes() == b"half" for name in names)
    assert KeptCopy.objects.get() == copy


def test_what_a_killed_worker_left_unfinished_is_written_anew(taken, kept_dir):
    name = kept_files.names(urn=taken.school.urn, month=NOVEMBER, at=AT)[0]
    folder = kept_dir / taken.school.urn
    folder.mkdir(parents=True)
    (folder / f"{name}.part").write_bytes(b"half")
    copy = keep(taken)
    assert files_in(kept_dir) == sorted([copy.table_name, copy.pages_name])
    assert len(rows_of(copy)) == 5


def test_a_month_that_is_not_over_is_refused(taken, kept_dir):
    with pytest.raises(MonthNotOver, match="December 2026 is not over yet"):
        keep(taken, month=DECEMBER)
    with pytest.raises(MonthNotOver):
        keep(taken, at=datetime(2026, 11, 30, 23, 59, tzinfo=UTC))
    assert files_in(kept_dir) == []


@pytest.mark.parametrize("role", ["class_teacher", "office", "safeguarding_lead", "governor"])
def test_only_those_who_set_the_schools_policy_have_a_copy_made(taken, kept_dir, role):
    with pytest.raises(NotPermitted):
        keep(taken, by=taken.person(role), again=True)
    assert files_in(kept_dir) == []


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 12, 1, 1, 59, tzinfo=UTC), datetime(2026, 11, 1, 2, tzinfo=UTC)),
        (AT, AT),
        (datetime(2026, 12, 24, 12, tzinfo=UTC), AT),
        (datetime(2026, 7, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, 1, tzinfo=UTC)),  # Summer time.
    ],
)
def test_the_copy_falls_due_at_two_in_the_morning_of_the_first(taken, now, due):
    assert keeping_tasks.keeping_due(taken.school, now) == due


def test_a_school_without_registers_has_nothing_due(classroom):
    assert keeping_tasks.keeping_due(classroom.school, AT) is None


@pytest.fixture
def run_job(taken, monkeypatch) -> Callable[[datetime], bool]:
    def run(at: datetime) -> bool:
        monkeypatch.setattr(clock, "now", lambda: at)
        due = keeping_tasks.keeping_due(taken.school, at)
        job = tick.known_jobs()["registers.keep"]
        return jobs.run_once(job=job, school_id=taken.school.pk, due_at=due, now=lambda: at)

    return run


def test_the_job_keeps_the_month_once_however_late_it_runs(taken, run_job):
    assert run_job(datetime(2026, 12, 19, 7, tzinfo=UTC)) is True
    assert run_job(datetime(2026, 12, 19, 8, tzinfo=UTC)) is False
    assert KeptCopy.objects.get().month == NOVEMBER


def test_a_job_that_was_off_for_months_leaves_no_gap(taken, run_job):
    run_job(AT)
    SessionFactory(school=taken.school, day=date(2026, 12, 7))
    SessionFactory(school=taken.school, day=date(2027, 1, 11))
    run_job(datetime(2027, 2, 20, 7, tzinfo=UTC))
    kept = list(KeptCopy.objects.order_by("month").values_list("month", flat=True))
    assert kept == [NOVEMBER, DECEMBER, date(2027, 1, 1)]


def test_a_month_without_sessions_gets_no_copy(taken, run_job):
    run_job(AT)
    run_job(datetime(2027, 1, 1, 2, tzinfo=UTC))
    assert KeptCopy.objects.count() == 1
