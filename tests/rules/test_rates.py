"""How sessions are added up, compared and printed."""

from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import codes, rates
from rules.rates import Figures

any_codes = st.lists(st.sampled_from(sorted(codes.CODES)), max_size=60)
percents = st.fractions(min_value=-100, max_value=100, max_denominator=4000)


def pupil(*, possible, absent, unauthorised=0):
    return Figures(possible, possible - absent, absent - unauthorised, unauthorised)


some_figures = st.builds(
    lambda present, authorised, unauthorised: Figures(
        present + authorised + unauthorised, present, authorised, unauthorised
    ),
    *[st.integers(0, 400)] * 3,
)


def test_a_week_adds_up_by_what_each_code_counts_as():
    week = rates.figures(["/", "\\", "L", "\\", "U", "I", "M", "V", "D", "Y2"])
    assert week == Figures(possible=8, present=5, authorised=2, unauthorised=1)
    assert week.absent == 3
    assert week.attendance == Fraction(500, 8)
    assert week.absence == Fraction(300, 8)
    assert week.authorised_absence == Fraction(200, 8)
    assert week.unauthorised_absence == Fraction(100, 8)


def test_late_is_present_and_late_after_the_register_closed_is_absent():
    assert rates.figures("L") == Figures(1, 1, 0, 0)
    assert rates.figures("U") == Figures(1, 0, 0, 1)


def test_an_unexplained_absence_is_unauthorised_while_it_stands():
    assert rates.figures(["N"]) == Figures(1, 0, 0, 1)


def test_old_codes_count_as_they_did():
    assert rates.figures(["J", "H", "Y", "F"]) == Figures(3, 1, 2, 0)


def test_no_marks_are_no_figures_and_no_rates():
    none = rates.figures([])
    assert none == Figures(0, 0, 0, 0) == Figures()
    assert none.attendance is none.absence is none.authorised_absence is None
    assert none.unauthorised_absence is none.band is None
    assert not any([none.persistent, none.severe, none.unauthorised_10])


def test_an_unknown_code_is_refused_and_not_left_out():
    with pytest.raises(codes.UnknownCode):
        rates.figures(["/", "o"])
    with pytest.raises(codes.UnknownCode):
        rates.figures_of_counts({"К": 0})


def test_counts_by_code_add_up_like_marks():
    assert rates.figures_of_counts({"/": 3, "I": 2, "G": 1, "D": 9}) == Figures(6, 3, 2, 1)
    assert rates.figures_of_counts({}) == Figures()


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match=r"^There cannot be -1 sessions with code I\.$"):
        rates.figures_of_counts({"/": 3, "I": -1})


def test_a_group_pools_sessions_and_never_averages_percentages():
    long, short = pupil(possible=380, absent=0), pupil(possible=2, absent=2, unauthorised=1)
    assert rates.pooled([long, short]) == Figures(382, 380, 1, 1)
    assert rates.pooled([long, short]).attendance == Fraction(38000, 382)
    assert rates.pooled([]) == Figures()


@pytest.mark.parametrize(
    ("absent", "persistent", "severe"),
    [(0, False, False), (9, False, False), (10, True, False), (49, True, False), (50, True, True)],
)
def test_ten_per_cent_is_persistent_and_fifty_is_severe(absent, persistent, severe):
    figures = pupil(possible=100, absent=absent)
    assert (figures.persistent, figures.severe) == (persistent, severe)


def test_one_missed_session_of_one_is_severe():
    assert pupil(possible=1, absent=1).severe
    assert pupil(possible=1, absent=1).persistent


def test_comparisons_are_exact_where_rounding_would_mislead():
    printed_ninety = Figures(possible=1999, present=1800, authorised=199)
    assert rates.printed(printed_ninety.attendance) == "90.0%"
    assert not printed_ninety.persistent
    also_printed_ninety = Figures(possible=2001, present=1800, authorised=201)
    assert rates.printed(also_printed_ninety.attendance) == "90.0%"
    assert also_printed_ninety.persistent
    assert also_printed_ninety.band == "below_90"


def test_unauthorised_ten_per_cent_is_another_measure_than_persistent():
    assert pupil(possible=100, absent=10, unauthorised=10).unauthorised_10
    assert not pupil(possible=100, absent=10, unauthorised=9).unauthorised_10
    assert not pupil(possible=100, absent=60).unauthorised_10


@pytest.mark.parametrize(
    ("absent_of_1000", "band"),
    [
        (0, "above_95"),
        (49, "above_95"),
        (50, "90_to_95"),
        (100, "90_to_95"),
        (101, "below_90"),
        (1000, "below_90"),
    ],
)
def test_the_edges_of_the_bands(absent_of_1000, band):
    assert pupil(possible=1000, absent=absent_of_1000).band == band


def test_exactly_ninety_is_persistent_but_not_below_ninety():
    ninety = pupil(possible=380, absent=38)
    assert ninety.persistent
    assert ninety.band == "90_to_95"


@pytest.mark.parametrize(
    ("possible", "absent", "left"),
    [
        (100, 0, 11),
        (100, 9, 1),
        (101, 10, 0),
        (100, 10, 0),
        (100, 60, 0),
        (10, 0, 1),
        (9, 0, 0),
        (1, 0, 0),
        (20000, 1990, 11),
    ],
)
def test_sessions_left_before_absence_becomes_persistent(possible, absent, left):
    assert rates.sessions_left(pupil(possible=possible, absent=absent)) == left


def test_without_sessions_none_are_left():
    assert rates.sessions_left(Figures()) == 0


def test_the_measure_of_persistent_absence_has_stood_since_2015():
    assert (rates.Measures(date(2015, 9, 1), 10, 50),) == rates.EDITIONS


@pytest.mark.parametrize(
    ("percent", "text"),
    [
        (Fraction(9365, 100), "93.7%"),
        (Fraction(93649999, 1000000), "93.6%"),
        (Fraction(100), "100.0%"),
        (Fraction(0), "0.0%"),
        (Fraction(5, 100), "0.1%"),
        (Fraction(-5, 100), "-0.1%"),
        (Fraction(-4, 100), "0.0%"),
        (Fraction(9985, 100), "99.9%"),
        (Fraction(200, 3), "66.7%"),
        (None, "–"),
    ],
)
def test_one_decimal_half_up_and_a_dash_without_sessions(percent, text):
    assert rates.printed(percent) == text


def test_a_rate_for_a_file_keeps_its_decimal():
    assert str(rates.one_decimal(Fraction(100))) == "100.0"
    assert rates.one_decimal(Fraction(9365, 100)) == Decimal("93.7")


@given(any_codes)
def test_possible_is_always_present_and_absent_together(marks):
    figures = rates.figures(marks)
    assert figures.possible == figures.present + figures.absent
    assert figures.absent == figures.authorised + figures.unauthorised


@given(any_codes, st.randoms())
def test_the_order_of_marks_does_not_matter(marks, random):
    assert rates.figures(marks) == rates.figures(random.sample(marks, len(marks)))


@given(any_codes, any_codes)
def test_pooling_two_groups_is_counting_them_together(some, others):
    together = rates.figures(some + others)
    assert rates.pooled([rates.figures(some), rates.figures(others)]) == together
    assert rates.figures_of_counts(Counter(some + others)) == together


@given(some_figures)
def test_attendance_and_absence_make_a_hundred(figures):
    if figures.possible:
        assert figures.attendance + figures.absence == 100
        assert figures.authorised_absence + figures.unauthorised_absence == figures.absence
        assert figures.persistent == (figures.absence >= 10)
        assert figures.severe == (figures.absence >= 50)
        assert figures.unauthorised_10 == (figures.unauthorised_absence >= 10)
        assert (figures.band == "above_95") == (figures.attendance > 95)
        assert (figures.band == "below_90") == (figures.attendance < 90)
    assert figures.persistent or not figures.severe


@given(some_figures)
def test_one_more_than_the_sessions_left_makes_absence_persistent(figures):
    left = rates.sessions_left(figures)

    def after(more):
        return (figures.possible + more, figures.absent + more)

    def holds(more):
        possible, absent = after(more)
        return 10 * absent < possible

    assert left >= 0
    assert holds(left) or left == 0
    assert not holds(left + 1)


@given(percents)
def test_printing_rounds_halves_away_from_zero(percent):
    exact = Decimal(percent.numerator) / Decimal(percent.denominator)
    expected = exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    assert rates.one_decimal(percent) == expected
    assert abs(Fraction(rates.one_decimal(percent)) - percent) <= Fraction(1, 20)
