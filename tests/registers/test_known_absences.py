"""What the office knew beforehand becomes a mark when the register opens, and not before."""

from datetime import timedelta

import pytest

from audit.models import Act
from registers.actions.record_plan import record_plan
from registers.changes import Change
from registers.models import Mark, Plan
from registers.queries.todays_registers import todays_registers
from registers.refusals import CodeNotPermitted, NeedsTheHeadteacher
from registers.roll_refusals import NotInOrder
from schools.permissions import NotPermitted
from tests.factories.registers import PlanFactory
from tests.registers.classroom import Classroom


@pytest.mark.parametrize("code", ["I", "M"])
def test_the_first_save_writes_the_known_absences(classroom: Classroom, code: str) -> None:
    ill, here, _ = classroom.pupils
    plan = PlanFactory(pupil=ill, code=code, start=classroom.day)
    saved = classroom.mark(here, "/")
    [mark] = classroom.entries(ill)
    assert (mark.code, mark.source, mark.entered_at) == (
        code,
        Mark.Source.PLAN,
        classroom.at("8:55"),
    )
    assert (mark.entered_by, mark.entered_role, mark.entered_title) == (
        plan.recorded_by,
        plan.recorded_role,
        plan.recorded_title,
    )
    assert saved.left == 1


@pytest.mark.parametrize("code", ["I", "M", "V"])
def test_looking_at_the_register_writes_nothing(classroom: Classroom, code: str) -> None:
    PlanFactory(pupil=classroom.pupils[0], code=code, start=classroom.day)
    for at in ("8:00", "8:55", "9:40", "13:00"):
        classroom.page(at=at)
        todays_registers(by=classroom.teacher, day=classroom.day, at=classroom.at(at))
    assert classroom.saved_rows() == (0, 0, 0)


def test_an_open_register_shows_the_absence_that_its_first_save_will_write(
    classroom: Classroom,
) -> None:
    PlanFactory(pupil=classroom.pupils[0], code="I", start=classroom.day)
    before, opened = classroom.page(at="8:49"), classroom.page(at="8:50")
    assert (before.rows[0].code, before.rows[0].known) == ("", "I")
    assert (opened.rows[0].code, opened.rows[0].note) == ("I", "Ill")
    assert (before.left, opened.left) == (3, 2)


def test_the_pupil_whose_mark_is_saved_first_is_not_marked_absent_beforehand(
    classroom: Classroom,
) -> None:
    came_after_all = classroom.pupils[0]
    PlanFactory(pupil=came_after_all, code="I", start=classroom.day)
    saved = classroom.save(Change(came_after_all.pk, "/", seen_version=0))
    assert saved.conflicts == []
    assert [mark.code for mark in classroom.entries(came_after_all)] == ["/"]


@pytest.mark.parametrize("code", ["V", "B", "K", "P", "W", "D"])
def test_attending_somewhere_else_is_offered_and_not_written(
    classroom: Classroom, code: str
) -> None:
    away, here, _ = classroom.pupils
    PlanFactory(pupil=away, code=code, start=classroom.day)
    saved = classroom.mark(here, "/")
    row = classroom.page().rows[0]
    assert (row.code, row.offered, row.known) == ("", code, "")
    assert (classroom.entries(away), saved.left) == ([], 2)


def test_submitting_writes_them_where_nobody_saved_before(db: None) -> None:
    room = Classroom(pupils=1)
    PlanFactory(pupil=room.pupils[0], code="I", start=room.day)
    assert room.submit().is_taken()
    assert room.standing(room.pupils[0]) == "I"


def test_a_plan_holds_for_its_days_and_its_half_only(classroom: Classroom) -> None:
    one, two, three = classroom.pupils
    PlanFactory(pupil=one, start=classroom.day - timedelta(1), end=classroom.day)
    PlanFactory(pupil=two, start=classroom.day, half="PM")
    PlanFactory(pupil=three, start=classroom.day - timedelta(3), end=classroom.day - timedelta(1))
    assert [row.code for row in classroom.page().rows] == ["I", "", ""]
    assert [row.code for row in classroom.page(half="PM", at="13:35").rows] == ["I", "I", ""]


def test_a_withdrawn_plan_is_forgotten_and_the_latest_of_two_holds(classroom: Classroom) -> None:
    one, two, _ = classroom.pupils
    PlanFactory(pupil=one, start=classroom.day, withdrawn_at=classroom.at("8:30"))
    early = PlanFactory(pupil=two, start=classroom.day, recorded_at=classroom.at("8:00"))
    PlanFactory(pupil=two, code="M", start=early.start, recorded_at=classroom.at("8:10"))
    classroom.mark(classroom.pupils[2], "/")
    assert (classroom.standing(one), classroom.standing(two)) == ("", "M")


def test_a_later_trip_outweighs_an_absence_in_every_count(classroom: Classroom) -> None:
    pupil = classroom.pupils[0]
    PlanFactory(pupil=pupil, start=classroom.day, recorded_at=classroom.at("8:00"))
    PlanFactory(pupil=pupil, code="V", start=classroom.day, recorded_at=classroom.at("8:10"))
    [morning, _] = todays_registers(
        by=classroom.teacher, day=classroom.day, at=classroom.at("8:55")
    )
    assert morning.left == classroom.page().left == 3


def test_the_office_records_a_known_absence(classroom: Classroom) -> None:
    office = classroom.person("office", job_title="Office manager")
    record_plan(
        by=office,
        pupil=classroom.pupils[0],
        code="I",
        start=classroom.day,
        end=classroom.day + timedelta(2),
        note=" Chickenpox ",
        at=classroom.at("8:20"),
    )
    [plan] = Plan.objects.filter(school=classroom.school)
    assert (plan.code, plan.note, plan.recorded_by, plan.recorded_role, plan.recorded_title) == (
        "I",
        "Chickenpox",
        office,
        "office",
        "Office manager",
    )
    assert Act.objects.get(school=classroom.school).act == "record_plan"
    assert not Mark.objects.filter(school=classroom.school).exists()


@pytest.mark.parametrize(
    ("role", "code", "days", "refusal"),
    [
        ("class_teacher", "I", 0, NotPermitted),
        ("office", "C", 0, NeedsTheHeadteacher),
        ("office", "D", 0, CodeNotPermitted),
        ("office", "I", -1, NotInOrder),
    ],
)
def test_a_plan_that_may_not_be_made_is_refused(
    classroom: Classroom, role: str, code: str, days: int, refusal: type[Exception]
) -> None:
    by = classroom.teacher if role == "class_teacher" else classroom.person(role)
    with pytest.raises(refusal):
        record_plan(
            by=by,
            pupil=classroom.pupils[0],
            code=code,
            start=classroom.day,
            end=classroom.day + timedelta(days),
            note="Chickenpox",
            at=classroom.at("8:20"),
        )
    assert not Plan.objects.filter(school=classroom.school).exists()


def test_a_plan_for_another_schools_pupil_is_refused(classroom: Classroom) -> None:
    other = Classroom(pupils=1)
    with pytest.raises(NotPermitted):
        record_plan(
            by=classroom.person("office"),
            pupil=other.pupils[0],
            code="I",
            start=classroom.day,
            end=classroom.day,
            note="Chickenpox",
            at=classroom.at("8:20"),
        )
    assert not Plan.objects.filter(school=other.school).exists()
