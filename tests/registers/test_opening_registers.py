"""The job that writes the known absences when a session's registers open."""

from datetime import datetime, time

import pytest
from django.db import IntegrityError, transaction

from audit.models import Act
from registers.actions.open_registers import open_registers
from registers.models import Mark, Register
from registers.refusals import NoSession
from registers.tasks import opening_due
from tests.factories.mornings import ArrivalFactory, DepartureFactory
from tests.factories.registers import PlanFactory
from tests.registers.classroom import Classroom


def opened(room: Classroom, at: str = "8:50", half: str = "AM") -> int:
    return open_registers(school=room.school, day=room.day, half=half, at=room.at(at))


def test_known_absences_of_every_class_are_marked_when_the_session_opens(
    classroom: Classroom,
) -> None:
    other = Classroom(school=classroom.school)
    PlanFactory(pupil=classroom.pupils[0], start=classroom.day)
    PlanFactory(pupil=other.pupils[1], code="M", start=classroom.day)
    assert opened(classroom) == 2
    assert (classroom.standing(classroom.pupils[0]), other.standing(other.pupils[1])) == ("I", "M")
    [act] = Act.objects.filter(school=classroom.school)
    assert (act.act, act.by_id is not None, act.detail["marks"]) == ("open_registers", True, 2)


def test_a_class_without_known_absences_gets_no_register(classroom: Classroom) -> None:
    PlanFactory(pupil=classroom.pupils[0], code="V", start=classroom.day)
    assert opened(classroom) == 0
    assert classroom.saved_rows() == (0, 0, 0)


def test_nothing_is_marked_before_the_session_opens(classroom: Classroom) -> None:
    PlanFactory(pupil=classroom.pupils[0], start=classroom.day)
    assert opened(classroom, at="8:49") == 0
    assert opened(classroom, at="8:50", half="PM") == 0
    assert classroom.saved_rows() == (0, 0, 0)


def test_a_second_run_adds_nothing(classroom: Classroom) -> None:
    PlanFactory(pupil=classroom.pupils[0], start=classroom.day)
    opened(classroom)
    before = classroom.saved_rows()
    assert opened(classroom, at="8:51") == 0
    assert classroom.saved_rows() == before
    assert Act.objects.filter(school=classroom.school).count() == 1


def test_a_second_run_does_not_bring_back_what_somebody_changed(classroom: Classroom) -> None:
    pupil = classroom.pupils[0]
    PlanFactory(pupil=pupil, start=classroom.day)
    opened(classroom)
    classroom.mark(pupil, "/")
    opened(classroom, at="9:00")
    assert [mark.code for mark in classroom.entries(pupil)] == ["/", "I"]


def test_a_run_that_fails_halfway_leaves_nothing_and_the_next_does_it_all(
    classroom: Classroom,
) -> None:
    second = Classroom(school=classroom.school)
    PlanFactory(pupil=classroom.pupils[0], start=classroom.day)
    impossible = PlanFactory(pupil=second.pupils[0], code="Z", start=classroom.day)
    with pytest.raises(IntegrityError), transaction.atomic():
        opened(classroom)
    assert classroom.saved_rows() == (0, 0, 0)
    impossible.code = "M"
    impossible.save()
    assert opened(classroom, at="9:05") == 2
    assert (classroom.standing(classroom.pupils[0]), second.standing(second.pupils[0])) == (
        "I",
        "M",
    )


def test_a_late_run_finds_registers_that_teachers_have_begun(classroom: Classroom) -> None:
    second = Classroom(school=classroom.school)
    ill = classroom.pupils[0]
    PlanFactory(pupil=ill, start=classroom.day)
    PlanFactory(pupil=second.pupils[0], start=classroom.day)
    classroom.mark(ill, "/", at="8:55")
    assert opened(classroom, at="9:40") == 1
    assert [mark.code for mark in classroom.entries(ill)] == ["/"]
    assert second.standing(second.pupils[0]) == "I"


def test_a_register_that_only_lacks_its_known_absences_can_be_submitted_late(
    classroom: Classroom,
) -> None:
    PlanFactory(pupil=classroom.pupils[0], start=classroom.day)
    opened(classroom, at="9:40")
    for pupil in classroom.pupils[1:]:
        classroom.mark(pupil, "/", at="9:45")
    assert classroom.submit(at="9:46").is_taken()


def test_a_closed_school_opens_no_register(db: None) -> None:
    room = Classroom(closure="unplanned")
    PlanFactory(pupil=room.pupils[0], start=room.day)
    assert opened(room) == 0
    assert room.saved_rows() == (0, 0, 0)


def test_a_day_without_a_session_is_refused(classroom: Classroom) -> None:
    with pytest.raises(NoSession):
        open_registers(
            school=classroom.school,
            day=classroom.day.replace(day=14),
            half="AM",
            at=classroom.at("9:00"),
        )


def test_another_schools_plans_are_left_alone(classroom: Classroom) -> None:
    other = Classroom()
    PlanFactory(pupil=other.pupils[0], start=other.day)
    assert opened(classroom) == 0
    assert not Mark.objects.filter(school=other.school).exists()
    assert not Register.objects.filter(school=other.school).exists()


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("8:49", None),
        ("8:50", "8:50"),
        ("11:59", "8:50"),
        ("12:00", None),
        ("13:29", None),
        ("13:30", "13:30"),
        ("15:19", "13:30"),
        ("15:20", None),
    ],
)
def test_the_job_is_due_from_a_sessions_opening_until_its_end(
    classroom: Classroom, at: str, due: str | None
) -> None:
    expected: datetime | None = classroom.at(due) if due else None
    assert opening_due(classroom.school, classroom.at(at)) == expected


def test_the_job_is_not_due_on_a_day_without_sessions(classroom: Classroom) -> None:
    saturday = classroom.day.replace(day=14)
    assert opening_due(classroom.school, classroom.at("9:00", day=saturday)) is None


def test_known_absences_take_no_more_inserts_for_more_pupils(
    classroom: Classroom, django_assert_max_num_queries
) -> None:
    counts = []
    for pupils in (2, 12):
        room = Classroom(pupils=pupils)
        office = room.person("office")
        for pupil in room.pupils:
            PlanFactory(pupil=pupil, code="I", start=room.day, recorded_by=office)
        with django_assert_max_num_queries(60) as asked:
            assert (
                open_registers(school=room.school, day=room.day, half="AM", at=room.at("8:55"))
                == pupils
            )
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_who_came_in_the_morning_all_the_same_is_not_marked_absent_in_the_afternoon(
    classroom: Classroom,
) -> None:
    came, signed_in, away = classroom.pupils[:3]
    for pupil in (came, signed_in, away):
        PlanFactory(pupil=pupil, start=classroom.day)
    opened(classroom)
    classroom.mark(came, "/")
    ArrivalFactory(pupil=signed_in, day=classroom.day, arrived_at=time(10, 1), code="I")
    shown = {row.pupil: row.code for row in classroom.page(at="13:30", half="PM").rows}
    assert (shown[came], shown[signed_in], shown[away]) == ("", "", "I")
    assert opened(classroom, at="13:30", half="PM") == 1
    assert classroom.entries(came, half="PM") == classroom.entries(signed_in, half="PM") == []
    assert [mark.code for mark in classroom.entries(away, half="PM")] == ["I"]


def test_who_came_and_left_again_is_expected_away_in_the_afternoon(classroom: Classroom) -> None:
    pupil = classroom.pupils[0]
    PlanFactory(pupil=pupil, start=classroom.day)
    classroom.mark(pupil, "/")
    DepartureFactory(pupil=pupil, day=classroom.day)
    assert opened(classroom, at="13:30", half="PM") == 1


def test_an_appointment_of_the_afternoon_is_marked_though_the_child_came(
    classroom: Classroom,
) -> None:
    pupil = classroom.pupils[0]
    PlanFactory(pupil=pupil, code="M", start=classroom.day, half="PM")
    classroom.mark(pupil, "/")
    assert opened(classroom, at="13:30", half="PM") == 1
