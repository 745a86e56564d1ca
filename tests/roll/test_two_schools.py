"""A pupil of two schools: D is offered for the other school's sessions, and nowhere else."""

from datetime import date, timedelta

import pytest

from registers.actions.end_timetable import end_timetable
from registers.actions.open_registers import open_registers
from registers.changes import Change
from registers.models import Mark, Timetable
from registers.refusals import CodeNotPermitted
from registers.roll_refusals import NotInOrder
from schools.models import Enrolment, FactChange
from schools.permissions import NotPermitted
from tests.roll.office import MONDAY, TERM_ENDS, Office

WEDNESDAY = MONDAY + timedelta(days=2)
WHOLE_WEEK = frozenset(f"{day}-{half}" for day in range(5) for half in ("AM", "PM"))


def enter(office, code, *, day=WEDNESDAY, by=None):
    return office.save(Change(office.pupil.pk, code), by=by or office.teacher, day=day, at="9:00")


def test_the_register_offers_d_and_writes_nothing(office):
    office.register_dual()
    row = office.row(WEDNESDAY, "AM")
    assert (row.planned, row.offered, row.known) == ("D", "D", "")
    at = office.at("8:50", day=WEDNESDAY)
    assert open_registers(school=office.school, day=WEDNESDAY, half="AM", at=at) == 0
    assert not Mark.objects.exists()


def test_a_teacher_says_so_and_the_mark_is_d(office):
    office.register_dual()
    enter(office, "D")
    assert Mark.objects.in_force().get().code == "D"


@pytest.mark.parametrize("who", ["teacher", "clerk", "head"])
def test_d_is_refused_in_our_own_sessions(office, who):
    office.register_dual()
    with pytest.raises(CodeNotPermitted):
        enter(office, "D", day=MONDAY, by=getattr(office, who))


def test_without_an_end_it_holds_for_as_long_as_the_pupil_can_be_here(office):
    office.register_dual()
    assert office.planned(WEDNESDAY + timedelta(weeks=300), "AM") == "D"


def test_every_session_may_be_the_other_schools(office):
    office.register_dual(away=WHOLE_WEEK)
    assert office.planned(MONDAY, "PM") == "D"


@pytest.mark.parametrize(("is_main", "kind"), [(True, "M"), (False, "S")])
def test_the_admission_register_says_which_school_is_the_main_one(office, is_main, kind):
    office.register_dual(is_main=is_main)
    assert Enrolment.objects.get(pupil=office.pupil).kind == kind
    change = FactChange.objects.get(pupil=office.pupil)
    assert (change.fact, change.before) == ("enrolment", "Single registration")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"other_school": " "}, "other_school"),
        ({"other_school": "x" * 121}, "other_school"),
        ({"away": frozenset()}, "away"),
        ({"end": date(2026, 11, 1)}, "end"),
        ({"start": date(2025, 7, 1)}, "start"),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused(office, facts, field):
    with pytest.raises(NotInOrder) as refusal:
        office.register_dual(**facts)
    assert [fault.field for fault in refusal.value.faults] == [field]
    assert not Timetable.objects.exists()


def test_a_second_other_school_waits_for_the_end_of_the_first(office):
    office.register_dual()
    with pytest.raises(NotInOrder, match="End that first"):
        office.register_dual(start=TERM_ENDS)


def test_ended_the_register_offers_d_no_more(office):
    timetable = office.register_dual()
    end_timetable(
        by=office.clerk, timetable=timetable, last_day=WEDNESDAY, reason="Back", at=office.now
    )
    assert office.planned(WEDNESDAY, "PM") == "D"
    assert office.planned(WEDNESDAY + timedelta(days=7), "PM") == ""


def test_teachers_and_other_schools_do_not_record_it(office):
    for stranger in (office.teacher, Office().clerk):
        with pytest.raises(NotPermitted):
            office.register_dual(by=stranger)
    assert not Timetable.objects.exists()


def end(office, timetable, last_day, *, on=None):
    at = office.at("15:00", day=on) if on else office.now
    end_timetable(by=office.clerk, timetable=timetable, last_day=last_day, reason="x", at=at)


def kind(office):
    return Enrolment.objects.get(pupil=office.pupil).kind


@pytest.mark.parametrize("is_main", [True, False])
@pytest.mark.parametrize(
    ("last_day", "on"),
    [(WEDNESDAY, WEDNESDAY), (MONDAY, WEDNESDAY), (MONDAY - timedelta(days=1), None)],
)
def test_when_it_is_over_or_taken_back_the_enrolment_is_single_again(office, is_main, last_day, on):
    end(office, office.register_dual(is_main=is_main), last_day, on=on)
    assert kind(office) == "C"
    change = FactChange.objects.filter(pupil=office.pupil).latest("pk")
    assert (change.fact, change.after, change.by) == (
        "enrolment",
        "Single registration",
        office.clerk,
    )


def test_until_its_last_day_the_enrolment_stays_what_it_is(office):
    end(office, office.register_dual(), WEDNESDAY)
    assert kind(office) == "M"


def test_while_another_school_is_recorded_from_then_on_it_stays_too(office):
    first = office.register_dual(end=WEDNESDAY)
    second = office.register_dual(start=TERM_ENDS, is_main=False)
    end(office, first, MONDAY, on=WEDNESDAY)
    assert kind(office) == "S"
    end(office, second, MONDAY, on=WEDNESDAY)
    assert kind(office) == "C"


def test_an_enrolment_of_a_guest_and_the_end_of_a_part_time_timetable_change_nothing(office):
    part_time = office.agree()
    office.register_dual()
    end(office, part_time, MONDAY, on=WEDNESDAY)
    assert kind(office) == "M"
    Enrolment.objects.filter(pupil=office.pupil).update(kind="G")
    end(office, Timetable.objects.get(kind="dual"), MONDAY, on=WEDNESDAY)
    assert kind(office) == "G"


def test_d_in_other_sessions_or_after_its_end_or_of_other_education_keeps_nothing_from_ending(
    office,
):
    timetable = office.register_dual(end=WEDNESDAY + timedelta(days=14))
    office.suspend(
        start=WEDNESDAY + timedelta(days=7),
        end=WEDNESDAY + timedelta(days=7),
        provision_from=WEDNESDAY + timedelta(days=7),
        provision_code="D",
        provision_place="Alder Centre",
    )
    later = [MONDAY + timedelta(days=7), WEDNESDAY + timedelta(days=7)]
    office.mark_days([*later, WEDNESDAY + timedelta(days=21)], "D")
    end(office, timetable, WEDNESDAY, on=MONDAY + timedelta(days=30))
    assert Timetable.objects.get().end == WEDNESDAY


def test_d_by_it_on_a_day_of_other_education_before_that_begins_still_does(office):
    timetable = office.register_dual()
    next_week = WEDNESDAY + timedelta(days=7)
    office.suspend(
        start=WEDNESDAY,
        end=WEDNESDAY + timedelta(days=8),
        provision_from=next_week + timedelta(days=1),
        provision_code="D",
        provision_place="Alder Centre",
    )
    office.mark_days([next_week], "D")
    with pytest.raises(NotInOrder, match="The register of 25 November 2026 has D"):
        end(office, timetable, WEDNESDAY, on=next_week)
