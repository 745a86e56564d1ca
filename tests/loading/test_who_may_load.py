"""Who may load a school, what is written down about it, and the command that does it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.models import Act
from registers.models import Mark
from schools.models import School, User
from schools.permissions import NotPermitted
from tests.loading.folders import AT, URN, Folder
from toolkit import clock


def head(urn=URN):
    return User.objects.get(school__urn=urn, roles=["headteacher"])


def run(folder, *options):
    out, err = StringIO(), StringIO()
    call_command("load_school", str(folder.write()), *options, stdout=out, stderr=err)
    return out.getvalue()


def test_the_head_may_load_and_signs_the_marks(folder):
    del folder.files["marks.csv"]
    folder.load()
    folder.files["marks.csv"] = Folder(folder.path)["marks"]
    folder.load(by=head())
    entry = Mark.objects.first()
    assert (entry.entered_by, entry.entered_title, entry.entered_role) == (
        head(), "Headteacher", "headteacher",
    )  # fmt: skip


def test_a_teacher_may_not_load(folder):
    folder.load()
    with pytest.raises(NotPermitted):
        folder.load(by=User.objects.get(roles=["class_teacher"]))


def test_nobody_loads_another_school(folder, tmp_path):
    folder.load()
    other = Folder(tmp_path / "other", urn="990102")
    with pytest.raises(NotPermitted, match="990102; you can load only your own"):
        other.load(by=head())
    other.load()
    with pytest.raises(NotPermitted, match="990102; you can load only your own"):
        other.load(by=head())


def test_one_load_is_one_audit_entry_with_its_counts(folder):
    folder.load()
    act = Act.objects.get()
    assert (act.act, act.by.is_system) == ("load_folder", True)
    assert act.detail["added"]["pupils"] == 2


def test_a_dry_run_reports_and_saves_nothing(folder):
    report = folder.load(dry_run=True)
    assert report.added["marks"] == 2
    assert not School.objects.filter(urn=URN).exists()
    assert not Act.objects.exists()


def test_the_command_prints_what_was_added(folder):
    printed = run(folder)
    assert "Added: 2 pupils" in printed
    assert "Added: 2 marks" in printed
    assert "Nothing was added, changed or ended." in run(folder)


def test_the_command_lists_every_fault_and_ends_with_1(folder):
    folder["marks"][0]["code"] = "QQ"
    folder["pupils"][1]["sen"] = "Q"
    err = StringIO()
    with pytest.raises(CommandError, match="2 faults") as refused:
        call_command("load_school", str(folder.write()), stderr=err)
    assert refused.value.returncode == 1
    assert 'marks.csv:2 code: found "QQ"' in err.getvalue()
    assert 'pupils.csv:3 sen: found "Q"' in err.getvalue()


def test_the_command_loads_as_a_person(folder):
    folder.load()
    folder["pupils"][0]["sex"] = "F"
    assert "Changed: 1 pupil\n" in run(folder, "--as", head().email.upper())
    assert Act.objects.latest("pk").by == head()


def test_the_command_knows_who_may_not(folder):
    folder.load()
    with pytest.raises(CommandError, match="may not load"):
        run(folder, "--as", f"okonjo@{URN}.example")
    with pytest.raises(CommandError, match="no account"):
        run(folder, "--as", "stranger@example.org")


def test_the_command_wants_a_date_it_can_read(folder, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)
    with pytest.raises(CommandError, match="is not a date"):
        run(folder, "--effective", "soon")
    assert "nothing was saved" in run(folder, "--effective", "2025-10-06", "--dry-run")


@pytest.mark.parametrize("day", ["2023-10-05", "2027-10-08"])
def test_the_command_wants_a_day_within_two_years(folder, monkeypatch, day):
    monkeypatch.setattr(clock, "now", lambda: AT)
    with pytest.raises(CommandError, match="at most two years before or after today"):
        run(folder, "--effective", day)
    assert not School.objects.exists()


def test_the_command_says_one_fault(folder):
    folder["marks"][0]["code"] = "QQ"
    with pytest.raises(CommandError, match=r"Nothing was loaded: 1 fault\."):
        run(folder)


def test_the_command_says_plainly_that_there_is_no_folder(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("load_school", str(tmp_path / "gone"))
    assert str(refused.value) == f"There is no folder {tmp_path / 'gone'}."
