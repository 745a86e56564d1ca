"""A UPN mistyped in pupils.csv does not bury other faults under each of that pupil's marks."""

import io

import pytest
from django.core.management import CommandError, call_command

from registers.loading.fault_groups import grouped
from registers.uploads.in_words import as_kept
from schools.loading.report import MOST_KEPT, FolderRefused
from tests.loading.folders import ADA, BEN, mark, upn_of

WRONG = ("A" if ADA[0] != "A" else "B") + ADA[1:]
DAYS = [f"2025-09-{day:02}" for day in range(3, 31) if day % 7 not in (6, 0)]
UNKNOWN = "the UPN of a pupil of this school"


@pytest.fixture
def folder(folder):
    """Ada's number is wrong in pupils.csv and right in the marks; one mark of Ben's is wrong."""
    folder["pupils"][0]["upn"] = WRONG
    del folder["parents"][0]
    folder.files["marks.csv"] = [
        mark(upn, day, half) for day in DAYS for half in ("AM", "PM") for upn in (BEN, ADA)
    ]
    folder["marks"][-2]["code"] = "QQ"
    return folder


def report_of(folder):
    with pytest.raises(FolderRefused) as refused:
        folder.load()
    return refused.value.report


def test_every_mark_is_a_fault_with_its_own_line(folder):
    faults = report_of(folder).faults
    lines = [one.line for one in faults if (one.file, one.column) == ("marks.csv", "upn")]
    assert lines == list(range(3, 3 + 4 * len(DAYS), 2))


def test_people_read_one_line_for_each_number_with_its_count_and_first_line(folder):
    folder["marks"].append(mark(upn_of(9), "2025-09-03"))
    report = report_of(folder)
    pupil, ada, code, stranger = grouped(report.faults)
    assert (pupil.file, pupil.line, pupil.count) == ("pupils.csv", 2, 1)
    assert (ada.found, ada.line, ada.count) == (ADA, 3, 2 * len(DAYS))
    assert str(ada) == (
        f'marks.csv upn: found "{ADA}" in {2 * len(DAYS)} rows, the first on line 3, '
        f"expected {UNKNOWN}"
    )
    assert (code.column, code.count, stranger.found, stranger.count) == ("code", 1, upn_of(9), 1)
    assert str(stranger) == str(report.faults[-1])
    assert sum(one.count for one in grouped(report.faults)) == report.fault_count


def test_the_page_lists_faults_that_come_after_a_thousand_marks_of_one_number(folder):
    folder["marks"][:0] = [mark(ADA, "2025-09-03") for _ in range(MOST_KEPT)]
    report = report_of(folder)
    kept = as_kept(report)
    assert len(kept["faults"]) == MOST_KEPT
    assert [one["found"] for one in kept["groups"]] == [WRONG, ADA, "QQ"]
    assert kept["groups"][1]["count"] == MOST_KEPT + 2 * len(DAYS)
    assert kept["not_in_groups"] == 0
    assert kept["more_faults"] == report.fault_count - MOST_KEPT


def test_the_command_names_each_on_standard_error_and_the_short_list_on_standard_output(folder):
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match=f"Nothing was loaded: {2 * len(DAYS) + 2} faults"):
        call_command("load_school", str(folder.write()), stdout=out, stderr=err)
    assert err.getvalue().count(f'upn: found "{ADA}"') == 2 * len(DAYS)
    head, pupil, ada, code = out.getvalue().splitlines()
    assert head == "In short:"
    assert pupil.startswith("pupils.csv:2 upn")
    assert f"in {2 * len(DAYS)} rows, the first on line 3" in ada
    assert 'found "QQ"' in code


def test_faults_that_are_few_are_printed_once(folder):
    folder["marks"][:] = [mark(BEN, "2025-09-03", code="QQ")]
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("load_school", str(folder.write()), stdout=out, stderr=io.StringIO())
    assert out.getvalue() == ""
