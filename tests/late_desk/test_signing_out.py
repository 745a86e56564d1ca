"""A child who leaves during the day keeps the mark, and the school knows who took them."""

from datetime import time

import pytest

from registers.actions.record_return import record_return, take_back_departure
from registers.actions.sign_in_late import sign_in_late
from registers.actions.sign_out import DepartureRefused, sign_out
from registers.actions.take_back_arrival import take_back_arrival
from registers.arriving import IsOnlyBack
from registers.models import Departure
from registers.refusals import ImpossibleArrival, NotOnThisRoll
from schools.permissions import NotPermitted
from tests.factories.people import PupilFactory
from tests.registers.classroom import Classroom


def left(room: Classroom, *, now: str = "10:30", by=None, **how) -> Departure:
    known = {
        "pupil": room.pupils[0], "left_at": time(10, 30), "with_whom": "Mum", "why": "Dentist",
        "expected_back": time(12, 0),
    }  # fmt: skip
    return sign_out(by=by or room.person("office"), at=room.at(now), **(known | how))


def test_leaving_leaves_the_mark_alone(classroom):
    classroom.take()
    left(classroom)
    [mark] = classroom.entries(classroom.pupils[0])
    assert (mark.code, mark.closed_at) == ("/", None)


def test_who_left_during_the_day_comes_back_and_is_not_late(classroom):
    classroom.take()
    left(classroom)
    with pytest.raises(IsOnlyBack, match="was signed out at 10:30, and so is not late"):
        sign_in_late(
            by=classroom.person("office"), pupil=classroom.pupils[0], arrived=time(11, 50),
            why="Appointment", brought_by="Mum", seen_version=None, at=classroom.at("11:50"),
        )  # fmt: skip
    assert classroom.standing(classroom.pupils[0]) == "/"


def test_who_left_in_the_morning_may_be_late_in_the_afternoon_and_is_back(classroom):
    left(classroom)
    arrival = sign_in_late(
        by=classroom.person("office"), pupil=classroom.pupils[0], arrived=time(13, 40),
        why="Appointment", brought_by="Mum", seen_version=None, at=classroom.at("13:40"),
    )  # fmt: skip
    assert (arrival.half, arrival.code) == ("PM", "L")
    assert Departure.objects.get().returned_at == time(13, 40)
    take_back_arrival(by=classroom.person("office"), arrival=arrival, at=classroom.at("13:41"))
    assert Departure.objects.get().returned_at is None


def test_an_arrival_before_the_leaving_can_still_be_written_down(classroom):
    left(classroom)
    sign_in_late(
        by=classroom.person("office"), pupil=classroom.pupils[0], arrived=time(9, 5),
        why="Traffic", brought_by="Mum", seen_version=None, at=classroom.at("10:40"),
    )  # fmt: skip
    assert classroom.standing(classroom.pupils[0]) == "L"


def test_coming_back_closes_the_departure(classroom):
    departure = left(classroom)
    again = record_return(
        by=classroom.person("office"),
        departure=departure,
        returned_at=time(11, 50),
        at=classroom.at("11:55"),
    )
    assert again.returned_at == time(11, 50)


def test_nobody_leaves_twice_without_coming_back(classroom):
    left(classroom)
    with pytest.raises(DepartureRefused, match="signed out already"):
        left(classroom, now="11:00", left_at=time(11, 0), expected_back=None)
    assert Departure.objects.count() == 1


def test_after_coming_back_one_may_leave_again(classroom):
    departure = left(classroom)
    record_return(
        by=classroom.person("office"), departure=departure, returned_at=time(11, 0),
        at=classroom.at("11:00"),
    )  # fmt: skip
    left(classroom, now="13:40", left_at=time(13, 40), expected_back=None)
    assert Departure.objects.count() == 2


def test_a_leaving_that_was_a_mistake_is_taken_back(classroom):
    departure = left(classroom)
    take_back_departure(
        by=classroom.person("office"), departure=departure, at=classroom.at("10:31")
    )
    assert Departure.objects.get().withdrawn_at is not None
    with pytest.raises(DepartureRefused, match="signed in again already"):
        record_return(
            by=classroom.person("office"), departure=departure, returned_at=time(11, 0),
            at=classroom.at("11:00"),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"with_whom": " \u200b "}, "Enter who takes the pupil."),
        ({"why": ""}, "Enter why the pupil leaves."),
        ({"expected_back": time(10, 30)}, "later than the leaving"),
        ({"left_at": time(8, 0)}, "The school day begins at 8:50."),
    ],
)
def test_what_is_missing_or_cannot_be_is_said(classroom, how, sentence):
    with pytest.raises(DepartureRefused, match=sentence):
        left(classroom, **how)
    assert Departure.objects.count() == 0


def test_nobody_leaves_or_returns_in_the_future(classroom):
    with pytest.raises(ImpossibleArrival):
        left(classroom, now="10:29")
    departure = left(classroom)
    with pytest.raises(ImpossibleArrival):
        record_return(
            by=classroom.person("office"), departure=departure, returned_at=time(11, 0),
            at=classroom.at("10:59"),
        )  # fmt: skip


def test_nobody_is_back_before_leaving(classroom):
    departure = left(classroom)
    with pytest.raises(DepartureRefused, match="left at 10:30"):
        record_return(
            by=classroom.person("office"), departure=departure, returned_at=time(10, 0),
            at=classroom.at("11:00"),
        )  # fmt: skip


def test_only_who_stands_at_the_desk_signs_out(classroom):
    with pytest.raises(NotPermitted):
        left(classroom, by=classroom.teacher)


def test_who_is_not_on_the_roll_does_not_leave(classroom):
    with pytest.raises(NotOnThisRoll):
        left(classroom, pupil=PupilFactory(school=classroom.school))
