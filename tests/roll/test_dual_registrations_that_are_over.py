"""On the day after the last of a dual registration the enrolment is single, by itself."""

from datetime import date, timedelta

import pytest

from attendance_site import tick
from audit.models import Act
from registers.actions import end_dual_registrations as action
from registers.actions.end_dual_registrations import end_dual_registrations
from registers.actions.end_timetable import end_timetable
from registers.actions.register_dual import DualRegistration, register_dual
from registers.dual_tasks import dual_end_due
from registers.models import Timetable
from schools.models import Enrolment, FactChange, User
from tests.roll.office import MONDAY, TERM_ENDS, Office
from toolkit import clock, jobs
from toolkit.models import JobRun

WEDNESDAY = MONDAY + timedelta(days=2)
NEXT = WEDNESDAY + timedelta(days=1)


class Killed(BaseException):
    """As if the worker had been killed."""


def kind(office, pupil=None):
    return Enrolment.objects.get(pupil=pupil or office.pupil).kind


def acts(office):
    return Act.objects.filter(school=office.school, act="end_dual_registration")


def night(office, day=NEXT, clock_time="0:00"):
    return office.at(clock_time, day=day)


def run(office, day=NEXT, clock_time="0:00"):
    return end_dual_registrations(school=office.school, at=night(office, day, clock_time))


@pytest.mark.parametrize("is_main", [True, False])
def test_on_the_day_after_the_last_the_enrolment_is_single_by_the_system(office, is_main):
    timetable = office.register_dual(end=WEDNESDAY, is_main=is_main)
    assert dual_end_due(office.school, night(office, WEDNESDAY, "23:59")) is None
    assert run(office, WEDNESDAY, "23:59") == 0
    assert kind(office) != "C"
    assert dual_end_due(office.school, night(office, clock_time="7:10")) == night(office)
    assert run(office) == 1
    assert kind(office) == "C"
    system = User.objects.system(office.school)
    act = acts(office).get()
    assert (act.by, act.subject_id, act.detail["end"]) == (system, timetable.pk, "2026-11-18")
    change = FactChange.objects.filter(pupil=office.pupil).latest("pk")
    assert (change.fact, change.after, change.by) == ("enrolment", "Single registration", system)


def test_a_second_run_changes_nothing(office):
    office.register_dual(end=WEDNESDAY)
    assert (run(office), run(office), run(office, TERM_ENDS)) == (1, 0, 0)
    assert acts(office).count() == 1
    assert dual_end_due(office.school, night(office)) is None


def test_however_late_it_runs_it_is_done_once(office, monkeypatch):
    office.register_dual(end=WEDNESDAY)
    at = night(office, TERM_ENDS, "7:00")
    monkeypatch.setattr(clock, "now", lambda: at)
    due = dual_end_due(office.school, at)
    assert due == night(office, TERM_ENDS)
    job = tick.known_jobs()["registers.dual"]
    for is_ours in (True, False):
        done = jobs.run_once(job=job, school_id=office.school.pk, due_at=due, now=lambda: at)
        assert done is is_ours
    assert kind(office) == "C"
    assert acts(office).count() == JobRun.objects.filter(job="registers.dual").count() == 1


def test_a_run_that_dies_halfway_leaves_the_first_done_and_the_next_does_the_rest(
    office, monkeypatch
):
    office.register_dual(end=WEDNESDAY)
    register_dual(
        by=office.clerk,
        pupil=office.pupils[1],
        wanted=DualRegistration(
            start=MONDAY,
            end=WEDNESDAY,
            away=frozenset({"2-AM"}),
            other_school="Alder Special School",
            is_main=False,
        ),
        at=office.now,
    )
    seen = []
    real = action.record

    def die(**facts):
        seen.append(facts)
        if len(seen) == 2:
            raise Killed
        return real(**facts)

    with monkeypatch.context() as halfway:
        halfway.setattr(action, "record", die)
        with pytest.raises(Killed):
            run(office)
    assert [kind(office, pupil) for pupil in office.pupils] == ["C", "S"]
    assert acts(office).count() == 1
    assert run(office) == 1
    assert [kind(office, pupil) for pupil in office.pupils] == ["C", "C"]
    assert acts(office).count() == 2


def test_while_another_school_stands_from_then_on_it_stays(office):
    office.register_dual(end=WEDNESDAY)
    office.register_dual(start=TERM_ENDS, end=TERM_ENDS, is_main=False)
    assert run(office) == 0
    assert dual_end_due(office.school, night(office)) is None
    assert kind(office) == "S"
    assert run(office, TERM_ENDS + timedelta(days=1)) == 1
    assert kind(office) == "C"


def test_without_a_last_day_and_as_a_guest_it_stays(office):
    timetable = office.register_dual()
    assert run(office, date(2027, 6, 1)) == 0
    Timetable.objects.filter(pk=timetable.pk).update(end=WEDNESDAY)
    Enrolment.objects.filter(pupil=office.pupil).update(kind="G")
    assert run(office) == 0
    assert kind(office) == "G"


def test_ended_by_hand_for_a_later_day_it_is_set_back_after_that_day(office):
    timetable = office.register_dual(end=TERM_ENDS)
    end_timetable(
        by=office.clerk, timetable=timetable, last_day=WEDNESDAY, reason="x", at=office.now
    )
    assert kind(office) == "M"
    assert run(office) == 1
    assert kind(office) == "C"


def test_what_was_made_of_it_since_stands(office):
    office.register_dual(end=WEDNESDAY)
    run(office)
    Enrolment.objects.filter(pupil=office.pupil).update(kind="S")
    assert dual_end_due(office.school, night(office, TERM_ENDS)) is None
    assert run(office, TERM_ENDS) == 0
    assert kind(office) == "S"


def test_a_leavers_record_stays_what_it_was(office):
    office.register_dual(end=WEDNESDAY)
    Enrolment.objects.filter(pupil=office.pupil).update(end=WEDNESDAY)
    assert run(office) == 0
    assert kind(office) == "M"


def test_each_school_has_its_own(office):
    other = Office(pupils=1)
    other.register_dual(end=WEDNESDAY)
    assert dual_end_due(office.school, night(office)) is None
    assert run(office) == 0
    assert kind(other) == "M"
