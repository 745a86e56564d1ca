"""A part-time timetable: C2 or X inside its agreed sessions, and nowhere else."""

from datetime import date, timedelta

import pytest

from audit.models import Act
from registers.actions.end_timetable import end_timetable
from registers.actions.open_registers import open_registers
from registers.changes import Change
from registers.models import Mark, Plan
from registers.refusals import CodeNotPermitted, WrongForThisPupil
from registers.roll_refusals import NotInOrder
from tests.factories.registers import PlanFactory
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY, TERM_ENDS

TUESDAY, NEXT_MONDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=7)


def open_on(office, day, half):
    """The session's registers open; the pupil's code, or nothing."""
    at = office.at("8:50" if half == "AM" else "13:30", day=day)
    open_registers(school=office.school, day=day, half=half, at=at)
    found = Mark.objects.in_force().filter(pupil=office.pupil, day=day, half=half)
    return "".join(found.values_list("code", flat=True))


def enter(office, code, *, day=MONDAY, half="PM", by=None, pupil=None):
    return office.save(
        Change((pupil or office.pupil).pk, code),
        by=by or office.clerk,
        day=day,
        half=half,
        at="14:00" if half == "PM" else "9:00",
    )


def test_the_next_registers_have_c2_in_the_agreed_sessions_and_only_there(office):
    office.agree()
    assert open_on(office, MONDAY, "PM") == "C2"
    assert open_on(office, MONDAY + timedelta(days=4), "PM") == "C2"
    assert office.planned(MONDAY, "AM") == ""
    assert office.planned(TUESDAY, "PM") == ""
    assert office.row(MONDAY, "PM", pupil=office.pupils[1]).planned == ""


def test_the_mark_is_by_whoever_recorded_the_agreement(office):
    office.agree()
    open_on(office, MONDAY, "PM")
    mark = Mark.objects.in_force().get(pupil=office.pupil)
    assert (mark.entered_by, mark.entered_role, mark.source) == (office.clerk, "office", "plan")


def test_it_holds_from_its_first_day_to_its_last(office):
    office.agree(end=NEXT_MONDAY, reviews=(NEXT_MONDAY,))
    assert office.planned(NEXT_MONDAY, "PM") == "C2"
    assert office.planned(MONDAY - timedelta(days=3), "PM") == ""
    assert office.planned(NEXT_MONDAY + timedelta(days=4), "PM") == ""


@pytest.mark.parametrize(
    ("born", "day", "code"),
    [
        (date(2021, 12, 31), MONDAY, "X"),
        (date(2021, 11, 30), MONDAY + timedelta(days=4), "X"),
        (date(2017, 3, 14), MONDAY, "C2"),
    ],
)
def test_below_compulsory_school_age_it_is_x(office, born, day, code):
    office.pupil.date_of_birth = born
    office.pupil.save()
    office.agree()
    assert open_on(office, day, "PM") == code


def test_the_age_on_the_day_of_the_session_decides(office):
    office.pupil.date_of_birth = date(2021, 11, 5)  # Of compulsory age from 31 December 2026.
    office.pupil.save()
    office.agree(
        start=date(2026, 12, 7),
        end=date(2027, 2, 12),
        agreed_on=THURSDAY,
        reviews=(date(2027, 1, 4), date(2027, 1, 29)),
    )
    assert office.planned(date(2026, 12, 14), "PM") == "X"
    assert office.planned(date(2027, 1, 4), "PM") == "C2"


def test_a_teacher_may_restore_c2_in_an_agreed_session(office):
    office.agree()
    office.save(Change(office.pupil.pk, "\\"), day=MONDAY, half="PM", at="14:00")
    enter(office, "C2", by=office.teacher)
    assert Mark.objects.in_force().get(pupil=office.pupil, day=MONDAY).code == "C2"


@pytest.mark.parametrize("who", ["teacher", "clerk", "head"])
@pytest.mark.parametrize(("day", "half"), [(MONDAY, "AM"), (TUESDAY, "PM")])
def test_nobody_enters_c2_outside_the_agreed_sessions(office, who, day, half):
    office.agree()
    with pytest.raises(CodeNotPermitted):
        enter(office, "C2", day=day, half=half, by=getattr(office, who))
    assert not Mark.objects.filter(pupil=office.pupil).exists()


def test_c2_of_one_pupil_is_not_for_another(office):
    office.agree()
    with pytest.raises(CodeNotPermitted, match="needs an agreed timetable"):
        enter(office, "C2", pupil=office.pupils[1])


def test_x_is_never_for_compulsory_school_age_even_inside_a_timetable(office):
    office.agree()
    with pytest.raises(WrongForThisPupil, match="compulsory school age"):
        enter(office, "X")


def test_a_plan_of_c2_without_a_timetable_gives_nobody_the_code(office):
    PlanFactory(pupil=office.pupil, code="C2", start=MONDAY)
    with pytest.raises(CodeNotPermitted):
        enter(office, "C2")


def test_an_illness_known_later_comes_before_it_and_c2_can_still_be_entered(office):
    office.agree()
    PlanFactory(
        pupil=office.pupil,
        code="I",
        start=MONDAY,
        recorded_at=office.now + timedelta(hours=1),
    )
    assert open_on(office, MONDAY, "PM") == "I"
    enter(office, "C2")
    assert Mark.objects.in_force().get(pupil=office.pupil, half="PM").code == "C2"


def test_ended_early_it_is_expected_no_more(office):
    timetable = office.agree()
    at = office.at("16:00", day=MONDAY)
    end_timetable(by=office.clerk, timetable=timetable, last_day=MONDAY, reason="Well", at=at)
    timetable.refresh_from_db()
    assert (timetable.end, timetable.ended_by) == (MONDAY, office.clerk)
    assert office.planned(NEXT_MONDAY, "PM") == ""
    assert open_on(office, NEXT_MONDAY, "PM") == ""
    with pytest.raises(CodeNotPermitted):
        enter(office, "C2", day=NEXT_MONDAY)
    assert Act.objects.get(act="end_timetable").reason == "Well"


def test_c2_that_outlived_its_timetable_is_not_restored(office):
    timetable = office.agree()
    open_on(office, MONDAY, "PM")
    enter(office, "\\", by=office.teacher)
    yesterday = MONDAY - timedelta(days=1)
    at = office.at("15:00", day=MONDAY)
    end_timetable(by=office.clerk, timetable=timetable, last_day=yesterday, reason="x", at=at)
    with pytest.raises(CodeNotPermitted):
        enter(office, "C2", by=office.teacher)


def test_it_cannot_be_ended_before_a_register_that_holds_its_code(office):
    timetable = office.agree()
    open_on(office, MONDAY, "PM")
    at = office.at("15:00", day=MONDAY)
    with pytest.raises(NotInOrder, match="The register of 16 November 2026 has C2"):
        end_timetable(by=office.clerk, timetable=timetable, last_day=FRIDAY, reason="x", at=at)
    timetable.refresh_from_db()
    assert timetable.end == TERM_ENDS


def test_taken_back_before_it_begins_another_can_be_agreed(office):
    timetable = office.agree()
    end_timetable(
        by=office.clerk, timetable=timetable, last_day=THURSDAY, reason="No", at=office.now
    )
    timetable.refresh_from_db()
    assert timetable.withdrawn_at == office.now
    assert not Plan.objects.standing().exists()
    office.agree()


@pytest.mark.parametrize(
    ("last_day", "reason", "field"),
    [(TERM_ENDS, "x", "last_day"), (MONDAY, " ", "reason"), (date(2027, 1, 8), "x", "last_day")],
)
def test_ending_needs_an_earlier_day_and_a_reason(office, last_day, reason, field):
    timetable = office.agree()
    with pytest.raises(NotInOrder) as refusal:
        end_timetable(
            by=office.clerk, timetable=timetable, last_day=last_day, reason=reason, at=office.now
        )
    assert [fault.field for fault in refusal.value.faults] == [field]
