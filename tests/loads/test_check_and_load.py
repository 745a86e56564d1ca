"""Uploaded files are checked first, and loaded only when somebody says yes."""

from datetime import date, timedelta

import pytest

from audit.models import Act
from registers.actions.approve_upload import CheckIsOld
from registers.actions.check_again import check_again
from registers.actions.drop_upload import drop_upload
from registers.models import FolderLoad, Mark
from registers.uploads.answers import NotWaiting
from registers.uploads.claims import LoadUnderWay
from schools.models import ClassMembership, Pupil, School, SchoolSettings
from tests.factories.people import UserFactory
from tests.loading.folders import AT, URN, Folder
from tests.loads.uploads import REAL, approve, check, places, receive, run, uploaded, whole_way


def test_the_check_tells_what_would_be_added_and_saves_nothing(folder, admin):
    load = check(receive(folder, admin))
    assert load.state == "checked"
    assert load.report["added"]["pupils"] == 2
    assert load.report["added"]["marks"] == 2
    assert not Pupil.objects.exists()
    assert not SchoolSettings.objects.exists()


def test_an_empty_schools_administrator_loads_its_first_folder(folder, admin, uploads):
    load = whole_way(folder, admin)
    assert (load.state, load.place) == ("loaded", "")
    assert load.report["added"]["pupils"] == 2
    assert Pupil.objects.filter(school=admin.school).count() == 2
    assert places(uploads) == []


def test_the_marks_are_signed_by_who_said_yes(folder, admin):
    office = UserFactory(school=admin.school, role="office", job_title="School secretary")
    load = check(receive(folder, admin))
    approve(load, office)
    run(load)
    assert {(mark.entered_by, mark.entered_role) for mark in Mark.objects.all()} == {
        (office, "office")
    }
    acts = Act.objects.filter(school=admin.school).order_by("pk").values_list("act", "by")
    assert list(acts) == [
        ("receive_upload", admin.pk),
        ("approve_upload", office.pk),
        ("load_folder", office.pk),
    ]


def test_changes_take_effect_on_the_day_asked_for(folder, admin):
    whole_way(folder, admin)
    newer = folder.newer()
    newer["pupils"][0]["class"] = "Wren"
    load = check(receive(newer, admin, at=AT + timedelta(hours=1), effective=date(2025, 10, 13)))
    approve(load, admin, at=AT + timedelta(hours=2))
    assert run(load).state == "loaded"
    starts = ClassMembership.objects.filter(school_class__name="Wren").values_list("start")
    assert list(starts) == [(date(2025, 10, 13),)]


def test_faults_are_kept_with_file_line_and_column(folder, admin, uploads):
    folder["marks"][0]["code"] = "QQ"
    load = check(receive(folder, admin))
    assert load.state == "refused"
    [fault] = load.report["faults"]
    assert (fault["file"], fault["line"], fault["column"]) == ("marks.csv", 2, "code")
    assert fault["found"] == "QQ"
    assert places(uploads) == []


def test_of_very_many_faults_a_thousand_are_kept_and_the_rest_counted(folder, admin):
    folder.files["marks.csv"] = [{**folder["marks"][0], "code": "QQ"} for _ in range(1_200)]
    report = check(receive(folder, admin)).report
    assert len(report["faults"]) == 1_000
    assert report["more_faults"] >= 200


def test_a_page_of_html_called_marks_csv_is_refused_by_the_loader(folder, admin):
    page = b"<!DOCTYPE html>\n<html><body>" + b"<p>Sign in</p>\n" * 350_000
    assert len(page) > 5_000_000
    folder.raw["marks.csv"] = page
    load = check(receive(folder, admin))
    assert load.state == "refused"
    assert "a column upn" in [fault["expected"] for fault in load.report["faults"]]


def test_another_schools_files_are_refused(folder, admin, tmp_path):
    other = Folder(tmp_path / "other", urn="990102")
    load = check(receive(other, admin))
    assert load.state == "refused"
    assert "990102; you can load only your own" in load.report["sentence"]
    assert not School.objects.filter(urn="990102").exists()


def test_files_that_were_changed_meanwhile_are_not_loaded(folder, admin, uploads):
    load = check(receive(folder, admin))
    (places(uploads)[0] / "pupils.csv").write_text("upn\n")
    approve(load, admin)
    assert run(load).state == "refused"
    assert "are not those that were uploaded" in load.report["sentence"]
    assert not Pupil.objects.exists()


def test_a_file_that_was_added_meanwhile_is_not_loaded(folder, admin, uploads):
    load = check(receive(folder, admin))
    (places(uploads)[0] / "more.csv").write_text("upn\n")
    approve(load, admin)
    assert run(load).state == "refused"


def test_what_became_wrong_since_the_check_is_refused_with_its_faults(folder, admin):
    load = check(receive(folder, admin))
    UserFactory(email=f"okonjo@{URN}.example")  # At another school.
    approve(load, admin)
    assert run(load).state == "refused"
    assert [fault["column"] for fault in load.report["faults"]] == ["email"]
    assert not Pupil.objects.exists()


def test_two_loads_at_once_are_refused_with_a_name_and_a_time(folder, admin):
    receive(folder, admin)
    office = UserFactory(school=admin.school, role="office")
    with pytest.raises(LoadUnderWay) as refusal:
        receive(folder, office)
    assert str(refusal.value).startswith(
        f"{admin.name} has been loading files since 9:00 on 6 October 2025."
    )


def test_another_school_may_load_at_the_same_time(folder, admin):
    receive(folder, admin)
    receive(folder, UserFactory(role="office"))
    assert FolderLoad.objects.filter(state="checking").count() == 2


def test_a_yes_waits_until_another_check_is_done(folder, admin):
    first = check(receive(folder, admin))
    receive(folder, admin)
    with pytest.raises(LoadUnderWay):
        approve(first, admin)
    first.refresh_from_db()
    assert first.state == "checked"


def test_a_check_from_before_another_load_is_too_old_for_a_yes(folder, admin):
    old = check(receive(folder, admin))
    newer = check(receive(folder, admin))
    approve(newer, admin)
    run(newer, at=AT + timedelta(minutes=5))
    with pytest.raises(CheckIsOld, match="check again"):
        approve(old, admin)
    again = check_again(school=admin.school, load_id=old.pk, by=admin, at=AT, real=REAL)
    assert check(again, at=AT + timedelta(minutes=9)).state == "checked"
    assert not any(again.report[kind] for kind in ("added", "changed", "ended"))


def test_files_that_are_not_wanted_are_removed_and_the_report_stays(folder, admin, uploads):
    load = check(receive(folder, admin))
    drop_upload(school=admin.school, load_id=load.pk, by=admin, at=AT)
    load.refresh_from_db()
    assert (load.state, load.place) == ("dropped", "")
    assert load.report["added"]["pupils"] == 2
    assert places(uploads) == []
    with pytest.raises(NotWaiting):
        approve(load, admin)


def test_a_second_yes_is_told_that_there_is_nothing_to_answer(folder, admin):
    load = check(receive(folder, admin))
    approve(load, admin)
    with pytest.raises(NotWaiting):
        approve(load, admin)
    with pytest.raises(NotWaiting):
        drop_upload(school=admin.school, load_id=load.pk, by=admin, at=AT)


def test_a_changed_file_needs_an_upload_of_its_own(folder, admin):
    load = check(receive(folder, admin, files=uploaded({"school.csv": b"name\nElm Row\n"})))
    assert load.state == "refused"
    with pytest.raises(NotWaiting, match="Upload them again"):
        check_again(school=admin.school, load_id=load.pk, by=admin, at=AT, real=REAL)


def test_a_check_from_before_a_load_by_command_is_too_old_for_a_yes(folder, admin):
    old = check(receive(folder, admin))
    folder.load(at=AT + timedelta(minutes=5))
    with pytest.raises(CheckIsOld, match="check again"):
        approve(old, admin)


def test_a_load_of_another_school_leaves_a_check_as_it_is(folder, admin, tmp_path):
    load = check(receive(folder, admin))
    Folder(tmp_path / "other", urn="990102").load(at=AT + timedelta(minutes=5))
    assert approve(load, admin).state == "loading"


def test_a_day_that_is_too_far_away_by_the_time_of_the_check_is_refused_in_words(folder, admin):
    load = receive(folder, admin, effective=date(2023, 10, 7))
    assert check(load, at=AT + timedelta(days=3)).state == "refused"
    assert load.report["sentence"].startswith("Changes cannot hold from 7 October 2023.")
