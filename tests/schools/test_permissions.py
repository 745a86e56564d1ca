"""What each role may do is the table of roles, neither more nor less."""

import csv
from pathlib import Path

import pytest

import schools.roles
from schools.permissions import NotPermitted, Place, level, may, require
from schools.roles import ROLES, table
from tests.factories.people import ClassTeacherFactory, UserFactory
from tests.registers.classroom import Classroom

LEVELS = {
    "none", "own", "own_years", "own_session", "all", "teacher", "office", "head", "exists",
    "summary",
}  # fmt: skip
GRANTS = [(capability, role) for capability, row in table().items() for role in row]
OWN = [(capability, role) for capability, role in GRANTS if level(role, capability) == "own"]
PLACED = {"own", "own_years", "own_session"}
EVERYWHERE = [
    (capability, role)
    for capability, role in GRANTS
    if level(role, capability) not in PLACED | {"none"}
]


def test_the_table_is_read_as_it_is_written() -> None:
    path = Path(schools.roles.__file__).parent / "data" / "roles.csv"
    rows = list(csv.DictReader(path.read_text().splitlines()))
    assert [row["capability"] for row in rows] == list(table())
    for row in rows:
        for role in ROLES:
            assert level(role, row["capability"]) == row[role] in LEVELS


def test_there_are_eleven_roles_and_every_one_has_a_level_for_everything() -> None:
    assert len(ROLES) == 11
    assert all(set(levels) == set(ROLES) for levels in table().values())


@pytest.mark.parametrize(("capability", "role"), GRANTS)
def test_whoever_has_no_level_may_not_do_it_anywhere(db: None, capability: str, role: str) -> None:
    person = UserFactory(roles=[role])
    assert may(person, capability) == (level(role, capability) != "none")


@pytest.mark.parametrize(("capability", "role"), EVERYWHERE)
def test_a_level_for_the_whole_school_ends_at_its_gate(
    db: None, capability: str, role: str
) -> None:
    person = UserFactory(roles=[role])
    assert may(person, capability, Place(person.school_id))
    assert not may(person, capability, Place(person.school_id + 1))


def place(room: Classroom, *, over: bool = False, day: int = 12) -> Place:
    return Place(
        room.school.pk,
        room.school_class.pk,
        room.day.replace(day=day),
        frozenset({"4"}),
        session_over=over,
    )


@pytest.mark.parametrize(
    ("capability", "role"), [pair for pair in OWN if pair[1] == "class_teacher"]
)
def test_own_means_the_classes_taught_that_day(
    classroom: Classroom, capability: str, role: str
) -> None:
    assert may(classroom.teacher, capability, place(classroom))
    assert not may(classroom.person(role), capability, place(classroom))


def test_cover_is_for_its_day(classroom: Classroom) -> None:
    cover = classroom.person("class_teacher")
    ClassTeacherFactory(
        school_class=classroom.school_class,
        user=cover,
        start=classroom.day,
        end=classroom.day,
        is_cover=True,
    )
    may_on = [may(cover, "mark_register", place(classroom, day=day)) for day in (11, 12, 13)]
    assert may_on == [False, True, False]


def test_own_years_means_the_years_that_are_led(classroom: Classroom) -> None:
    fourth = classroom.person("year_lead", year_groups=["4"])
    fifth = classroom.person("year_lead", year_groups=["5"])
    assert may(fourth, "mark_register", place(classroom))
    assert not may(fifth, "mark_register", place(classroom))


def test_own_session_ends_with_the_session(classroom: Classroom) -> None:
    lead = classroom.person("year_lead", year_groups=["4"])
    for person in (classroom.teacher, lead):
        assert may(person, "amend_mark", place(classroom))
        assert not may(person, "amend_mark", place(classroom, over=True))
    assert may(classroom.person("office"), "amend_mark", place(classroom, over=True))


def test_the_role_is_the_first_of_the_table_that_allows_it(classroom: Classroom) -> None:
    person = classroom.person("headteacher", "office", "class_teacher")
    assert require(person, "mark_register", place(classroom)) == "office"
    assert require(person, "decide_leave", place(classroom)) == "headteacher"


def test_a_refusal_says_who_can_do_it(classroom: Classroom) -> None:
    with pytest.raises(NotPermitted) as refusal:
        require(classroom.person("office"), "decide_leave")
    assert str(refusal.value) == "You cannot do this. It can be done by: Headteacher."


def test_nobody_without_a_role_may_do_anything(db: None) -> None:
    person = UserFactory(roles=[])
    assert [capability for capability in table() if may(person, capability)] == []
