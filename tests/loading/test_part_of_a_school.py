"""Files without a school.csv, made from what another system wrote, for a school that is here."""

import pytest

from registers.actions.load_folder import load_folder
from registers.loading.parts import NotYourSchool, Part
from registers.models import Mark
from schools.loading.report import FolderRefused, Report
from schools.models import Pupil, School
from tests.factories.people import UserFactory
from tests.loading.folders import ADA, AT, everything, mark, pupil, upn_of


def load_part(folder, *names, school=None, report=None, by=None, **options):
    for name in [name for name in folder.files if name not in names]:
        del folder.files[name]
    school = school or School.objects.get(urn=folder.urn)
    part = Part(school, "old.csv", report or Report())
    return load_folder(folder=folder.write(), by=by, at=AT, part=part, **options)


def test_marks_alone_are_loaded_and_the_school_stays_as_it_is(folder):
    folder.load()
    before = everything()["school"]
    folder.files["marks.csv"] = [mark(ADA, "2025-09-04", code="I")]
    assert load_part(folder, "marks.csv").added["marks"] == 1
    assert everything()["school"] == before


def test_pupils_alone_are_loaded_into_a_school_that_has_none(folder):
    school = School.objects.create(name="Elm Row Primary", urn=folder.urn)
    report = load_part(folder, "pupils.csv", school=school, by=UserFactory(school=school,
                       role="office"))  # fmt: skip
    assert report.added["pupils"] == 2
    assert Pupil.objects.filter(school=school).count() == 2


def test_an_amended_mark_names_the_file_that_it_came_from(folder):
    folder.load()
    folder["marks"][0]["code"] = "I"
    load_part(folder, "marks.csv")
    assert Mark.objects.get(code="I").reason == "Imported from old.csv"


def test_a_fault_that_was_found_before_refuses_everything(folder):
    folder.load()
    before = everything()
    report = Report()
    report.refuse("old.csv", 7, "Mark", "?", "a register code")
    folder.files["pupils.csv"] = [pupil(upn_of(3), "Cy", sex="X")]
    with pytest.raises(FolderRefused, match="2 faults") as refused:
        load_part(folder, "pupils.csv", report=report)
    assert [fault.file for fault in refused.value.report.faults] == ["old.csv", "pupils.csv"]
    assert everything() == before


def test_nobody_loads_a_part_of_another_school(folder):
    folder.load()
    with pytest.raises(NotYourSchool):
        load_part(folder, "marks.csv", by=UserFactory(role="office"))
