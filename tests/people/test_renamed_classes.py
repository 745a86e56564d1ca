"""A class renamed in mid-year is still the class that an older file means."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from schools.actions.rename_class import rename_class
from schools.changes import ChangedMeanwhile
from schools.models import ClassMembership, ClassTeacher, FactChange, SchoolClass
from schools.permissions import NotPermitted
from schools.refusals import Refused
from tests.factories.people import SchoolClassFactory, UserFactory
from tests.factories.schools import SchoolFactory
from tests.loading.folders import Folder
from tests.registers.test_two_people_at_once import all_at_once

AT = datetime(2025, 10, 6, 9, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, db: None) -> Folder:
    return Folder(tmp_path / "school")


def rename(renamed: SchoolClass, name: str, *, seen: str = "", role: str = "office") -> SchoolClass:
    by = UserFactory(school=renamed.school, role=role)
    return rename_class(
        by=by, class_id=renamed.pk, name=name, seen_name=seen or renamed.name, at=AT
    )


def test_the_former_name_is_kept_with_who_changed_it_and_when(db: None) -> None:
    merlin = rename(SchoolClassFactory(name="Merlin"), " Merlin  Oak ")
    assert (merlin.name, merlin.former_names) == ("Merlin Oak", ["Merlin"])
    change = FactChange.objects.get(school_class=merlin)
    assert (change.fact, change.before, change.after) == ("name", "Merlin", "Merlin Oak")


def test_a_class_that_gets_its_old_name_back_has_it_once(db: None) -> None:
    merlin = rename(SchoolClassFactory(name="Merlin"), "Oak")
    assert rename(merlin, "Merlin").former_names == ["Oak"]
    assert rename(merlin, "OAK", seen="Merlin").former_names == ["Merlin"]


def test_a_class_may_change_only_the_capitals_of_its_name(db: None) -> None:
    merlin = rename(SchoolClassFactory(name="merlin"), "Merlin")
    assert (merlin.name, merlin.former_names) == ("Merlin", [])


@pytest.mark.parametrize("name", ["", "Merlin", "kestrel"])
def test_a_name_that_is_empty_the_same_or_taken_is_refused(db: None, name: str) -> None:
    merlin = SchoolClassFactory(name="Merlin")
    SchoolClassFactory(school=merlin.school, name="Kestrel")
    with pytest.raises(Refused) as refusal:
        rename(merlin, name)
    assert refusal.value.field == "name"


def test_of_classes_given_one_name_at_once_one_has_it_and_the_others_are_refused(
    committed: None,
) -> None:
    school = SchoolFactory()
    rooms = [SchoolClassFactory(school=school, name=f"Room {number}") for number in range(6)]
    by = UserFactory(school=school, role="office")

    def renaming(room: SchoolClass) -> Callable[[], SchoolClass]:
        return lambda: rename_class(by=by, class_id=room.pk, name="Oak", seen_name=room.name, at=AT)

    answers = all_at_once(*map(renaming, rooms))
    assert sum(isinstance(answer, SchoolClass) for answer in answers) == 1
    refused = [answer for answer in answers if not isinstance(answer, SchoolClass)]
    assert {str(answer) for answer in refused} == {"Another class is called Oak."}


def test_the_second_of_two_who_rename_a_class_is_told(db: None) -> None:
    merlin = rename(SchoolClassFactory(name="Merlin"), "Oak")
    with pytest.raises(ChangedMeanwhile) as refusal:
        rename(merlin, "Elm", seen="Merlin")
    (difference,) = refusal.value.differences
    assert (difference.now, difference.typed) == ("Oak", "Elm")


def test_a_teacher_cannot_rename_a_class(db: None) -> None:
    with pytest.raises(NotPermitted):
        rename(SchoolClassFactory(name="Merlin"), "Oak", role="class_teacher")


def test_another_schools_class_is_not_found(db: None) -> None:
    merlin = SchoolClassFactory(name="Merlin")
    with pytest.raises(SchoolClass.DoesNotExist):
        rename_class(
            by=UserFactory(role="office"),
            class_id=merlin.pk,
            name="Oak",
            seen_name="Merlin",
            at=AT,
        )


def test_a_file_with_the_former_name_finds_the_renamed_class(folder: Folder) -> None:
    folder.load()
    before = SchoolClass.objects.count()
    taught = set(ClassTeacher.objects.values_list("pk", "end"))
    renamed = SchoolClass.objects.get(name=folder["pupils"][0]["class"])
    former = renamed.name
    rename(renamed, "Class of a New Name")
    places = set(ClassMembership.objects.values_list("pk", "school_class_id", "end"))
    report = folder.load()
    assert SchoolClass.objects.count() == before
    assert set(ClassMembership.objects.values_list("pk", "school_class_id", "end")) == places
    assert set(ClassTeacher.objects.values_list("pk", "end")) == taught
    expected = f"pupils.csv calls the class Class of a New Name by its former name {former}."
    assert expected in report.notices
    assert not any("which stay" in notice for notice in report.notices)


def test_a_class_that_now_has_the_name_is_meant_before_one_that_had_it(folder: Folder) -> None:
    folder.load()
    old = SchoolClass.objects.get(name=folder["pupils"][0]["class"])
    name = old.name
    rename(old, "Elder")
    fresh = SchoolClassFactory(school=old.school, name=name)
    folder.load(effective=date(2025, 10, 7))
    current = ClassMembership.objects.on(date(2025, 10, 7)).filter(
        pupil__upn=folder["pupils"][0]["upn"]
    )
    assert [one.school_class for one in current] == [fresh]
