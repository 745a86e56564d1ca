"""From which day on an entry may be removed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.retention import removable_before


@pytest.mark.parametrize(
    ("made", "last_day_kept"),
    [
        (date(2020, 11, 12), date(2026, 11, 12)),
        (date(2020, 2, 28), date(2026, 2, 28)),
        (date(2020, 2, 29), date(2026, 2, 28)),
        (date(2020, 3, 1), date(2026, 3, 1)),
        (date(2026, 2, 28), date(2032, 2, 29)),
        (date(2025, 12, 31), date(2031, 12, 31)),
    ],
)
def test_an_entry_is_kept_for_six_years_from_the_day_it_was_made(made, last_day_kept):
    assert made >= removable_before(last_day_kept)
    assert made < removable_before(last_day_kept + timedelta(days=1))


@given(st.dates(date(2024, 8, 19), date(2100, 1, 1)))
def test_no_entry_is_removable_within_six_years_and_every_one_is_a_day_or_two_later(today):
    before = removable_before(today)
    assert 6 * 365 + 1 <= (today - before).days <= 6 * 365 + 3
