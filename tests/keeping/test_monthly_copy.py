"""Each month's registers are kept once it is over: whole, read-only, with their fingerprints."""

from datetime import UTC, date, datetime, timedelta

from audit.models import Act
from registers.actions.keep_month import month_pdf
from registers.keeping import kept_files
from registers.queries.month_of_entries import month_of_entries
from tests.factories.schools import SessionFactory
from tests.keeping import papers
from tests.keeping.kept import AT, DECEMBER, NOVEMBER, keep, rows_of
from tests.registers.classroom import Classroom


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
