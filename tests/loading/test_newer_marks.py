"""What an import may change of marks that are already here."""

from datetime import UTC, date, datetime

from registers.models import Mark, Register
from schools.models import Pupil, SchoolClass, User
from tests.loading.folders import ADA, AT, BEN, mark
from tests.loading.test_marks import stored


def test_a_newer_import_amends_where_the_import_changed(folder):
    folder.load()
    newer = folder.newer()
    newer["marks"][0]["code"] = "I"
    later = datetime(2025, 10, 7, 8, tzinfo=UTC)
    report = newer.load(at=later)
    assert report.changed["marks"] == 1
    assert (stored().code, stored().amendment) == ("I", True)
    assert stored().reason == "Imported from marks.csv"
    first = Mark.objects.get(pupil__upn=ADA, code="/")
    assert first.closed_at == later
    assert newer.load(at=later).changes_nothing()


def amend(code):
    """The school's own amendment of Ada's mark."""
    old = stored()
    Mark.objects.filter(pk=old.pk).update(closed_at=AT, closed_by=old.entered_by)
    old.pk, old.code, old.source = None, code, "office"
    old.amendment, old.reason = True, "Mother rang"
    old.save(force_insert=True)


def test_our_own_amendment_stands_when_the_import_says_the_same_as_before(folder):
    folder.load()
    amend("M")
    report = folder.load()
    assert stored().code == "M"
    assert any("our entry M stands" in notice for notice in report.notices)


def test_a_changed_import_outweighs_our_amendment(folder):
    folder.load()
    amend("M")
    newer = folder.newer()
    newer["marks"][0]["code"] = "I"
    newer.load()
    assert stored().code == "I"


def test_what_the_import_lacks_stays(folder):
    folder.load()
    newer = folder.newer()
    newer["marks"].pop()
    assert newer.load().changes_nothing()
    assert stored(BEN).code == "/"


def test_where_nothing_was_imported_before_an_import_only_fills(folder):
    del folder.files["marks.csv"]
    folder.load()
    ada = Pupil.objects.get(upn=ADA)
    open_register = Register.objects.create(
        school=ada.school, school_class=SchoolClass.objects.get(name="Robin"),
        day=date(2025, 9, 3), half="AM",
    )  # fmt: skip
    Mark.objects.create(
        school=ada.school, register=open_register, pupil=ada, day=date(2025, 9, 3), half="AM",
        code="N", entered_by=User.objects.system(ada.school), entered_role="office",
        entered_at=AT, source="register",
    )  # fmt: skip
    folder.files["marks.csv"] = [mark(ADA, "2025-09-03"), mark(BEN, "2025-09-03")]
    report = folder.load()
    assert stored().code == "N"
    assert stored(BEN).code == "/"
    assert report.added["marks"] == 1
    assert any("our entry N stands" in notice for notice in report.notices)
    open_register.refresh_from_db()
    assert not open_register.is_taken()


def test_a_comment_that_is_empty_in_the_newer_file_is_not_lost(folder):
    folder["marks"][0]["comment"] = "Dentist"
    folder.load()
    newer = folder.newer()
    newer["marks"][0] |= {"comment": "", "code": "/"}
    assert newer.load().changes_nothing()


def test_only_the_changed_rows_of_an_import_amend(folder):
    folder["marks"][0] |= {"code": "L", "minutes_late": "4"}
    folder.load()
    for code in ("I", "M", "L"):
        newer = folder.newer()
        newer["marks"][0] |= {"code": code, "minutes_late": ""}
        assert newer.load().changed == {"marks": 1}
        assert newer.load().changes_nothing()
    assert stored().minutes_late is None
    assert Mark.objects.filter(pupil__upn=BEN).count() == 1


def test_an_import_that_says_again_what_it_said_before_the_last_time_is_a_change(folder):
    folder.load()
    for code in ("I", "/"):
        newer = folder.newer()
        newer["marks"][0]["code"] = code
        newer.load()
    amend("M")
    assert folder.load().changes_nothing()
    assert stored().code == "M"
