"""Pupils of another system become pupils of the school, as in its own pupils.csv."""

from datetime import date

import pytest

from registers.mapping.fields import PUPILS
from registers.models import FolderLoad
from schools.models import ClassMembership, Pupil
from tests.loading.folders import ADA, everything, upn_of
from tests.loads.uploads import approve, check, empty_school, run
from tests.mapping.old_files import checked, choose, faults, loaded, receive

HEADINGS = "UPN;Name;DOB;Gender;Year Group;Reg Group;Admission Date;FSM;SEN Status\n"
CY = upn_of(3)


def row(year="Year 4", name="Brook, Cy", born="01/02/2017", **other):
    return ";".join(
        [other.get("upn", CY), name, born, other.get("sex", "Male"), year, "Robin",
         other.get("start", "02/09/2025"), other.get("fsm", "Yes"), "k"]
    ) + "\n"  # fmt: skip


def test_pupils_are_read_as_another_system_writes_them(office):
    load = loaded(HEADINGS + row(), office, kind=PUPILS)
    cy = Pupil.objects.get(upn=CY)
    assert (cy.legal_surname, cy.legal_forename, cy.sex) == ("Brook", "Cy", "M")
    assert cy.date_of_birth == date(2017, 2, 1)
    assert set(cy.flags.values_list("kind", "value")) == {("fsm", ""), ("sen", "K")}
    assert load.report["added"]["pupils"] == 1
    assert any("old marks.csv lacks 2 pupils" in notice for notice in load.report["notices"])


@pytest.mark.parametrize(
    ("written", "group"),
    [
        ("Year 4", "4"), ("Y4", "4"), ("Yr 4", "4"), ("4", "4"), ("04", "4"), ("year 13", "13"),
        ("Rec", "R"), ("Reception", "R"), ("R", "R"), ("YR", "R"), ("N2", "N2"),
        ("Nursery 1", "N1"),
    ],
)  # fmt: skip
def test_year_groups_are_known_in_their_usual_forms(office, written, group):
    loaded(HEADINGS + row(year=written), office, kind=PUPILS)
    assert ClassMembership.objects.get(pupil__upn=CY).year_group == group


@pytest.mark.parametrize("written", ["Nursery", "Year 14", "Four", "0", "4A"])
def test_a_year_group_that_cannot_be_told_is_refused_in_its_own_words(office, written):
    [fault] = faults(checked(HEADINGS + row(year=written), office, kind=PUPILS))
    assert fault.startswith(f"old marks.csv:2 Year Group: {written} | one of N1, N2, R, 1")


@pytest.mark.parametrize("name", ["Cy Brook", "Brook, Cy, Mr", "Brook,", ""])
def test_a_name_that_is_not_surname_comma_forename_is_refused_once(office, name):
    [fault] = faults(checked(HEADINGS + row(name=name), office, kind=PUPILS))
    shown = name or "nothing"
    assert fault == f'old marks.csv:2 Name: {shown} | a name as "Surname, Forename", with one comma'


def test_every_fault_of_pupils_is_named_and_nothing_is_saved(office):
    before = everything()
    text = HEADINGS + row(born="2017-13-01") + row(upn=upn_of(4), sex="?", fsm="maybe")
    assert [one.partition(" |")[0] for one in faults(checked(text, office, kind=PUPILS))] == [
        "old marks.csv:2 DOB: 2017-13-01",
        "old marks.csv:3 Gender: ?",
        "old marks.csv:3 FSM: maybe",
    ]
    after = everything()
    assert [
        after[one] for one in after if "ColumnMapping" not in one and "FolderLoad" not in one
    ] == [before[one] for one in before if "ColumnMapping" not in one and "FolderLoad" not in one]


def test_two_rows_that_overlap_are_told_by_their_lines(office):
    [fault] = faults(checked(HEADINGS + "\n" + row() + row(start="03/09/2025"), office,
                             kind=PUPILS))  # fmt: skip
    assert fault.startswith("old marks.csv:4 Admission Date: 03/09/2025 |")
    assert "the one on line 3" in fault


def test_changed_classes_hold_from_the_day_that_is_named(office):
    text = ("UPN,Surname,Forename,DOB,Year,Class,Admission date\n"
            f"{ADA},Ashdown,Ada,04/05/2016,Y4,Wren,03/09/2024\n")  # fmt: skip
    load = check(choose(receive(text, office, kind=PUPILS), office, effective=date(2025, 10, 13)))
    approve(load, office)
    run(load)
    wren = ClassMembership.objects.get(pupil__upn=ADA, school_class__name="Wren")
    assert wren.start == date(2025, 10, 13)


def test_a_school_without_pupils_begins_with_such_a_file(db):
    admin = empty_school("990177")
    loaded(HEADINGS + row(), admin, kind=PUPILS)
    assert Pupil.objects.get(school=admin.school).upn == CY


def test_a_pupil_who_leaves_waits_for_the_yes_of_a_headteacher(office):
    text = ("UPN,Surname,Forename,DOB,Year,Class,Admission date,Leaving date\n"
            f"{ADA},Ashdown,Ada,04/05/2016,Y4,Robin,03/09/2024,31/10/2025\n")  # fmt: skip
    load = checked(text, office, kind=PUPILS)
    assert load.report["ended"] == {"enrolments": 1}
    assert load.report["notices"][0].startswith("old marks.csv:2 takes Ada Ashdown")
    assert FolderLoad.objects.get().state == "checked"
