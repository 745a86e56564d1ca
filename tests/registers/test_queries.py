"""What the registers' questions answer, and how few queries they take."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registers.changes import Change
from registers.queries.history import history
from registers.queries.roll import roll
from registers.queries.todays_registers import Listed, todays_registers
from schools.models import User
from tests.factories.people import ClassMembershipFactory, ClassTeacherFactory, EnrolmentFactory
from tests.factories.registers import PlanFactory
from tests.registers.classroom import Classroom

OPENING, SAVING = 8, 9  # The view adds the person and the class.


@contextmanager
def at_most(queries: int) -> Iterator[None]:
    """Fail when more is asked of the database; beginning and ending do not count."""
    with CaptureQueriesContext(connection) as asked:
        yield
    counted = [one["sql"] for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert len(counted) <= queries, "\n".join(counted)


def begun(room: Classroom) -> None:
    room.mark_all(at="8:52")


def planned(room: Classroom) -> None:
    for pupil in room.pupils[:3]:
        PlanFactory(pupil=pupil, start=room.day)


def taken(room: Classroom) -> None:
    room.take()
    room.change(room.pupils[0], "N")


@pytest.mark.parametrize("pupils", [3, 30])
@pytest.mark.parametrize("before", [begun, planned, taken])
@pytest.mark.parametrize("role", ["class_teacher", "year_lead", "office"])
def test_opening_a_register_takes_eight_queries_however_many_pupils(
    db: None, pupils: int, before: Callable[[Classroom], None], role: str
) -> None:
    room = Classroom(pupils=pupils)
    before(room)
    people = {
        "class_teacher": room.teacher,
        "year_lead": room.person("year_lead", year_groups=["4"]),
        "office": room.person("office"),
    }
    by = User.objects.select_related("school").get(pk=people[role].pk)
    with at_most(OPENING):
        page = room.page(by=by, at="9:00")
        assert len([row.pupil.name for row in page.rows]) == pupils


@pytest.mark.parametrize("pupils", [3, 30])
@pytest.mark.parametrize("code", ["/", "N"])
def test_saving_takes_nine_queries_however_many_pupils(db: None, pupils: int, code: str) -> None:
    room = Classroom(pupils=pupils)
    begun(room)
    teacher = User.objects.get(pk=room.teacher.pk)
    changes = [Change(pupil.pk, code) for pupil in room.pupils]
    with at_most(SAVING):
        room.save(*changes, by=teacher)


@pytest.mark.parametrize("pupils", [3, 30])
def test_the_first_save_takes_nine_queries_too(db: None, pupils: int) -> None:
    room = Classroom(pupils=pupils)
    teacher = User.objects.get(pk=room.teacher.pk)
    changes = [Change(pupil.pk, "/") for pupil in room.pupils]
    with at_most(SAVING):
        room.save(*changes, by=teacher)


def test_the_list_of_registers_takes_as_many_queries_for_twenty_classes_as_for_one(
    db: None,
) -> None:
    room = Classroom()
    office = room.person("office")

    def asked() -> int:
        person = User.objects.get(pk=office.pk)
        with CaptureQueriesContext(connection) as queries:
            todays_registers(by=person, day=room.day, at=room.at("9:00"))
        return len(queries)

    few = asked()
    for _ in range(19):
        Classroom(school=room.school).mark_all()
    assert len(todays_registers(by=office, day=room.day, at=room.at("9:00"))) == 40
    assert asked() == few <= 9


def listed(room: Classroom, at: str, *, by: User | None = None) -> list[Listed]:
    return todays_registers(by=by or room.teacher, day=room.day, at=room.at(at))


def test_a_register_is_not_open_then_open_then_missing_then_taken(classroom: Classroom) -> None:
    states = [listed(classroom, at)[0].state for at in ("8:49", "8:50", "9:20", "9:21")]
    assert states == ["not_open", "open", "open", "missing"]
    classroom.take()
    [morning, afternoon] = listed(classroom, "9:30")
    assert (morning.state, afternoon.state) == ("taken", "not_open")
    assert (morning.submitted_at, morning.submitted_by_name) == (
        classroom.at("9:00"),
        classroom.teacher.name,
    )


def test_the_list_counts_who_is_left(classroom: Classroom) -> None:
    PlanFactory(pupil=classroom.pupils[0], start=classroom.day)
    assert [one.left for one in listed(classroom, "8:49")] == [3, 3]
    assert [one.left for one in listed(classroom, "8:50")] == [2, 3]
    classroom.mark(classroom.pupils[1], "/")
    assert listed(classroom, "8:56")[0].left == 1


def test_a_teacher_sees_their_own_classes_and_the_office_all(classroom: Classroom) -> None:
    other = Classroom(school=classroom.school)
    mine = {one.school_class for one in listed(classroom, "9:00")}
    every = {one.school_class for one in listed(classroom, "9:00", by=other.person("office"))}
    assert mine == {classroom.school_class}
    assert every == {classroom.school_class, other.school_class}


def test_own_classes_come_first(classroom: Classroom) -> None:
    for _ in range(2):
        own = Classroom(school=classroom.school)
    lead = classroom.person("class_teacher", "senior_leader")
    ClassTeacherFactory(school_class=own.school_class, user=lead)
    found = listed(classroom, "9:00", by=lead)
    assert [one.own for one in found] == [True, True, False, False, False, False]


def test_a_day_without_sessions_has_no_registers(classroom: Classroom) -> None:
    saturday = classroom.day.replace(day=14)
    found = todays_registers(
        by=classroom.person("office"), day=saturday, at=classroom.at("9:00", day=saturday)
    )
    assert found == []


def test_another_schools_registers_are_never_listed(classroom: Classroom) -> None:
    stranger = Classroom().person("headteacher")
    assert classroom.school_class not in {
        one.school_class for one in listed(classroom, "9:00", by=stranger)
    }


def test_the_roll_is_who_is_enrolled_and_in_the_class_that_day_by_name(
    classroom: Classroom,
) -> None:
    gone = EnrolmentFactory(pupil__school=classroom.school, end=classroom.day.replace(day=11))
    coming = EnrolmentFactory(pupil__school=classroom.school, start=classroom.day.replace(day=13))
    for enrolment in (gone, coming):
        ClassMembershipFactory(school_class=classroom.school_class, enrolment=enrolment)
    first = classroom.newcomer(legal_surname="Abel")
    on_roll = [row.pupil for row in roll(school_class=classroom.school_class, day=classroom.day)]
    assert on_roll == [first, *classroom.pupils]


def test_history_begins_with_the_newest_entry(classroom: Classroom) -> None:
    pupil = classroom.pupils[0]
    for code in ("N", "/", "V"):
        classroom.mark(pupil, code)
    found = history(school_id=classroom.school.pk, pupil_id=pupil.pk, day=classroom.day, half="AM")
    assert [mark.code for mark in found] == ["V", "/", "N"]


def test_another_schools_history_is_empty(classroom: Classroom) -> None:
    classroom.mark_all()
    other = Classroom(pupils=0)
    pupil = classroom.pupils[0]
    assert history(school_id=other.school.pk, pupil_id=pupil.pk, day=classroom.day, half="AM") == []


@pytest.mark.parametrize("role", ["senco", "governor", "admin"])
def test_who_marks_nobody_may_neither_mark_nor_submit_on_the_page(
    classroom: Classroom, role: str
) -> None:
    page = classroom.page(by=classroom.person(role))
    assert (page.may_mark, page.may_submit, page.may_amend) == (False, False, False)


def test_the_page_offers_amending_until_the_teachers_session_ends(classroom: Classroom) -> None:
    classroom.take()
    during, after = classroom.page(at="11:59"), classroom.page(at="12:00")
    assert (during.may_mark, during.may_amend, after.may_amend) == (False, True, False)
    assert classroom.page(at="12:00", by=classroom.person("office")).may_amend
