"""Minutes late decide the code; an arrival that cannot be is refused."""

from datetime import date, time

import pytest

from registers.refusals import ImpossibleArrival
from tests.registers.classroom import Classroom

BRITISH_SUMMER_TIME, GREENWICH_TIME = date(2026, 10, 23), date(2026, 10, 26)
CLOCKS_GO_BACK, CLOCKS_GO_FORWARD = date(2026, 10, 25), date(2027, 3, 28)
DAYS = [BRITISH_SUMMER_TIME, GREENWICH_TIME, CLOCKS_GO_BACK, CLOCKS_GO_FORWARD]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    ("minutes", "code", "late", "arrived"),
    [
        (0, "/", None, None),
        (1, "L", 1, time(8, 51)),
        (30, "L", 30, time(9, 20)),
        (31, "U", 31, time(9, 21)),
        (189, "U", 189, time(11, 59)),
    ],
)
def test_minutes_after_opening_decide_between_present_late_and_after_closing(
    db: None, day: date, minutes: int, code: str, late: int | None, arrived: time | None
) -> None:
    room = Classroom(pupils=1, day=day)
    for chosen in ("L", "U"):
        room.mark(room.pupils[0], chosen, minutes=minutes, at="12:20")
        mark = next(mark for mark in room.entries(room.pupils[0]) if mark.closed_at is None)
        assert (mark.code, mark.minutes_late, mark.arrived_at) == (code, late, arrived)


@pytest.mark.parametrize(("minutes", "code"), [(15, "L"), (16, "U")])
def test_the_afternoon_has_its_own_closing_time(
    classroom: Classroom, minutes: int, code: str
) -> None:
    classroom.mark(classroom.pupils[0], "L", minutes=minutes, half="PM", at="14:00")
    assert classroom.standing(classroom.pupils[0], half="PM") == code


@pytest.mark.parametrize("day", DAYS)
def test_late_without_minutes_means_arrived_now_by_the_schools_clock(db: None, day: date) -> None:
    room = Classroom(pupils=1, day=day)
    room.mark(room.pupils[0], "L", at="9:04")
    [mark] = room.entries(room.pupils[0])
    assert (mark.code, mark.minutes_late, mark.arrived_at) == ("L", 14, time(9, 4))


@pytest.mark.parametrize(
    ("minutes", "at"),
    [
        (6, "8:54"),  # 8:56 has not come yet.
        (190, "12:30"),  # 12:00, when the morning has ended.
        (None, "12:00"),
        (-1, "9:00"),
        (100_000, "9:00"),
    ],
)
def test_an_arrival_that_cannot_be_is_refused_and_nothing_is_saved(
    classroom: Classroom, minutes: int | None, at: str
) -> None:
    with pytest.raises(ImpossibleArrival):
        classroom.mark(classroom.pupils[0], "L", minutes=minutes, at=at)
    assert classroom.saved_rows() == (0, 0, 0)
