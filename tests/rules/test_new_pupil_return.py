"""The authority has the return about a new pupil within five days, with one exception."""

from datetime import date

import pytest

from rules.new_pupil_return import due_by, is_needed

FIRST_DAY = date(2026, 9, 3)


def needed(year_group: str = "R", *, starts: date = FIRST_DAY, asked: bool = False) -> bool:
    return is_needed(
        year_group=year_group,
        lowest_year_group="R",
        starts=starts,
        year_begins=FIRST_DAY,
        asked=asked,
    )


def test_it_is_due_by_the_fifth_calendar_day_after_the_name_was_entered() -> None:
    assert due_by(date(2026, 11, 12)) == date(2026, 11, 17)
    assert due_by(date(2026, 12, 29)) == date(2027, 1, 3)
    assert due_by(date(2028, 2, 26)) == date(2028, 3, 2)


def test_none_is_due_for_the_most_junior_class_on_the_first_day_of_the_year() -> None:
    assert not needed()
    assert not needed(starts=date(2026, 9, 1))


def test_one_is_due_when_the_authority_asked() -> None:
    assert needed(asked=True)


@pytest.mark.parametrize("year_group", ["1", "6"])
def test_one_is_due_for_any_other_class(year_group: str) -> None:
    assert needed(year_group)


def test_one_is_due_for_the_most_junior_class_from_the_second_day_on() -> None:
    assert needed(starts=date(2026, 9, 4))


def test_a_class_below_the_lowest_so_far_is_the_most_junior() -> None:
    assert not needed("N2")
