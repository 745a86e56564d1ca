"""A late child is signed in at the hatch, and the register holds what the law makes of it."""

from datetime import time

import pytest

from audit.models import Act
from registers.actions.sign_in_late import sign_in_late
from registers.actions.take_back_arrival import CannotBeTakenBack, take_back_arrival
from registers.arriving import NothingToArriveFor
from registers.models import Arrival
from registers.refusals import (
    ImpossibleArrival,
    MarkAlreadyChanged,
    NeedsTheHeadteacher,
    NotOnThisRoll,
    WrongForThisPupil,
)
from schools.permissions import NotPermitted
from tests.factories.people import PupilFactory
from tests.factories.registers import PlanFactory
from tests.registers.classroom import Classroom


def came(room: Classroom, at: str, *, now: str = "", by=None, **how) -> Arrival:
    """Sign the first pupil in for arriving at the time, now or later."""
    hours, _, minutes = at.partition(":")
    known = {"why": "Traffic", "brought_by": "Dad", "seen_version": None, "pupil": room.pupils[0]}
    return sign_in_late(
        by=by or room.person("office"),
        arrived=time(int(hours), int(minutes)),
        at=room.at(now or at),
        **(known | how),
    )


@pytest.mark.parametrize(
    ("arrived", "code", "minutes"),
    [
        ("8:50", "/", None),
        ("8:51", "L", 1),
        ("9:20", "L", 30),
        ("9:21", "U", 31),
        ("11:59", "U", 189),
    ],
)
def test_the_minute_decides_what_the_register_holds(classroom, arrived, code, minutes):
    came(classroom, arrived)
    [mark] = classroom.entries(classroom.pupils[0])
    assert (mark.code, mark.minutes_late, mark.source) == (code, minutes, "late_desk")
    assert not mark.amendment


def test_an_arrival_while_the_register_is_open_fills_it(classroom):
    came(classroom, "9:05")
    for pupil in classroom.pupils[1:]:
        classroom.mark(pupil, "/", at="9:06")
    register = classroom.submit(at="9:07")
    assert register.submitted_at is not None
    assert classroom.standing(classroom.pupils[0]) == "L"


def test_in_a_submitted_register_it_is_an_amendment_that_says_what_was_said(classroom):
    pupil = classroom.pupils[0]
    classroom.mark(pupil, "N")
    for other in classroom.pupils[1:]:
        classroom.mark(other, "/")
    classroom.submit()
    came(classroom, "9:31")
    now, before = classroom.entries(pupil)
    assert (now.code, now.amendment, before.code) == ("U", True, "N")
    assert now.reason == "Signed in at the late desk at 9:31: Traffic, with Dad"


def test_after_the_sessions_end_the_absence_stays_and_the_child_has_arrived(classroom):
    pupil = classroom.pupils[0]
    classroom.mark(pupil, "N")
    arrival = came(classroom, "12:10")
    assert (arrival.outcome, arrival.code, arrival.half) == ("absent", "N", "AM")
    assert [mark.source for mark in classroom.entries(pupil)] == ["register"]


def test_after_the_sessions_end_somebody_without_a_mark_is_absent_without_a_reason(classroom):
    came(classroom, "12:10")
    assert classroom.standing(classroom.pupils[0]) == "N"


def test_in_the_afternoon_it_is_the_afternoons_register(classroom):
    arrival = came(classroom, "13:40")
    assert (arrival.half, arrival.outcome, arrival.minutes_late) == ("PM", "L", 10)
    assert classroom.standing(classroom.pupils[0], half="PM") == "L"


def test_an_appointment_may_stand_in_the_place_of_u(classroom):
    classroom.take()
    came(classroom, "9:45", instead="M", why="Appointment")
    assert classroom.standing(classroom.pupils[0]) == "M"
    assert Arrival.objects.get().outcome == "U"


def test_before_closing_it_is_l_whatever_could_stand_for_u(classroom):
    came(classroom, "9:10", instead="M")
    assert classroom.standing(classroom.pupils[0]) == "L"


def test_a_known_appointment_stays_when_the_child_comes_after_closing(classroom):
    pupil = classroom.pupils[0]
    PlanFactory(pupil=pupil, code="M", start=classroom.day, end=classroom.day)
    classroom.mark(classroom.pupils[1], "/")
    came(classroom, "9:45", instead="M")
    assert [mark.code for mark in classroom.entries(pupil)] == ["M"]
    assert Arrival.objects.get(pupil=pupil).code == "M"


@pytest.mark.parametrize("code", ["V", "/", "O", "N", "X", "Y4"])
def test_what_no_late_child_can_have_is_refused(classroom, code):
    with pytest.raises((WrongForThisPupil, NotPermitted)):
        came(classroom, "9:45", instead=code)
    assert classroom.saved_rows()[0] == 0


def test_leave_is_the_headteachers_to_give(classroom):
    with pytest.raises(NeedsTheHeadteacher):
        came(classroom, "9:45", instead="C")


def test_nobody_arrives_in_the_future(classroom):
    with pytest.raises(ImpossibleArrival, match="9:45 has not come yet"):
        came(classroom, "9:45", now="9:31")
    assert Arrival.objects.count() == 0


def test_before_the_register_opens_nobody_is_late(classroom):
    with pytest.raises(NothingToArriveFor, match="Registers open at 8:50"):
        came(classroom, "8:40")


def test_on_a_day_without_sessions_nobody_is_late(classroom):
    with pytest.raises(NothingToArriveFor, match="no session today"):
        sign_in_late(
            by=classroom.person("office"),
            pupil=classroom.pupils[0],
            arrived=time(9, 30),
            why="",
            brought_by="",
            seen_version=None,
            at=classroom.at("9:31", day=classroom.day.replace(day=14)),
        )


def test_a_school_that_closed_without_warning_signs_nobody_in(db):
    room = Classroom(closure="unplanned")
    with pytest.raises(NothingToArriveFor, match="was closed"):
        came(room, "9:31")


def test_a_mark_changed_since_it_was_seen_is_not_overwritten(classroom):
    pupil = classroom.pupils[0]
    classroom.mark(pupil, "/")
    with pytest.raises(MarkAlreadyChanged):
        came(classroom, "9:31", seen_version=0)
    assert classroom.standing(pupil) == "/"


def test_a_second_signing_in_corrects_the_first(classroom):
    pupil = classroom.pupils[0]
    came(classroom, "9:31")
    came(classroom, "9:15", now="9:40")
    assert classroom.standing(pupil) == "L"
    assert Arrival.objects.filter(withdrawn_at=None).get().arrived_at == time(9, 15)
    assert Arrival.objects.count() == 2


def test_taking_it_back_puts_back_what_stood_before(classroom):
    pupil = classroom.pupils[0]
    classroom.mark(pupil, "N")
    for other in classroom.pupils[1:]:
        classroom.mark(other, "/")
    classroom.submit()
    arrival = came(classroom, "9:31")
    take_back_arrival(by=classroom.person("office"), arrival=arrival, at=classroom.at("9:32"))
    now = classroom.entries(pupil)[0]
    assert (now.code, now.reason) == ("N", "Signed in at the late desk by mistake")
    assert Arrival.objects.get().withdrawn_at is not None


@pytest.mark.parametrize("second", ["9:15", "9:31"])
def test_taking_a_corrected_one_back_puts_back_what_stood_before_the_first(classroom, second):
    pupil = classroom.pupils[0]
    classroom.mark(pupil, "N")
    came(classroom, "9:31")
    arrival = came(classroom, second, now="9:40", why="Overslept")
    take_back_arrival(by=classroom.person("office"), arrival=arrival, at=classroom.at("9:41"))
    assert classroom.standing(pupil) == "N"
    assert not Arrival.objects.filter(withdrawn_at=None).exists()


def test_taking_it_back_in_an_open_register_leaves_no_mark(classroom):
    arrival = came(classroom, "9:05")
    take_back_arrival(by=classroom.person("office"), arrival=arrival, at=classroom.at("9:06"))
    assert classroom.standing(classroom.pupils[0]) == ""


def test_it_cannot_be_taken_back_once_the_register_was_submitted_with_it(classroom):
    arrival = came(classroom, "9:05")
    for pupil in classroom.pupils[1:]:
        classroom.mark(pupil, "/", at="9:06")
    classroom.submit(at="9:07")
    with pytest.raises(CannotBeTakenBack):
        take_back_arrival(by=classroom.person("office"), arrival=arrival, at=classroom.at("9:08"))


def test_what_somebody_changed_since_is_not_taken_back(classroom):
    pupil = classroom.pupils[0]
    arrival = came(classroom, "9:05")
    classroom.mark(pupil, "/", at="9:06")
    with pytest.raises(MarkAlreadyChanged):
        take_back_arrival(by=classroom.person("office"), arrival=arrival, at=classroom.at("9:08"))
    assert classroom.standing(pupil) == "/"


@pytest.mark.parametrize("role", ["class_teacher", "governor", "admin", "senco"])
def test_only_who_stands_at_the_desk_signs_in(classroom, role):
    with pytest.raises(NotPermitted):
        came(classroom, "9:31", by=classroom.person(role))
    assert Arrival.objects.count() == 0


def test_a_pupil_who_is_not_on_the_roll_is_refused(classroom):
    stranger = PupilFactory(school=classroom.school)
    with pytest.raises(NotOnThisRoll):
        came(classroom, "9:31", pupil=stranger)


def test_it_is_one_act(classroom):
    came(classroom, "9:31")
    act = Act.objects.get(act="sign_in_late")
    assert (act.detail["from"], act.detail["to"]) == ("", "U")
