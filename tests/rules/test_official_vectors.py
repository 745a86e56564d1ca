"""The arithmetic gives the department's own published totals and rates."""

import json
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from rules import codes, rates

FILE = Path(__file__).parent / "data" / "rate_arithmetic_vectors_2024_09.json"
VECTORS = json.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)["vectors"]
each_vector = pytest.mark.parametrize(
    "vector", VECTORS, ids=lambda v: f"{v['where']} {v['phase']} {v['date']}"
)


def marks_of(vector):
    return {**vector["sessions_by_code"], **vector["sessions_not_counted"]}


def test_there_are_forty_vectors():
    assert len(VECTORS) == 40


@each_vector
def test_the_totals_are_exactly_the_published_ones(vector):
    counts = marks_of(vector)
    figures = rates.figures_of_counts(counts)
    assert vector["expected_totals"] == {
        "overall_attendance": figures.present,
        "overall_absence": figures.absent,
        "authorised_absence": figures.authorised,
        "unauthorised_absence": figures.unauthorised,
        "possible_sessions": figures.possible,
        "late_sessions": sum(counts.get(code, 0) for code in codes.LATE),
    }


@each_vector
def test_the_rates_agree_to_the_last_published_digit(vector):
    figures = rates.figures_of_counts(marks_of(vector))
    exact = {
        "attendance_pct": figures.attendance,
        "overall_absence_pct": figures.absence,
        "authorised_pct": figures.authorised_absence,
        "unauthorised_pct": figures.unauthorised_absence,
        "illness_pct": rates.percentage(vector["sessions_by_code"]["I"], figures.possible),
    }
    assert set(exact) == set(vector["expected_pct"])
    for name, published in vector["expected_pct"].items():
        assert abs(exact[name] - Fraction(published)) < Fraction(1, 10_000)
        six_decimals = (Decimal(exact[name].numerator) / exact[name].denominator).quantize(
            Decimal("0.000001"), rounding=ROUND_HALF_UP
        )
        assert six_decimals == published, name


@each_vector
def test_sessions_that_do_not_count_stay_out_of_the_denominator(vector):
    assert rates.figures_of_counts(vector["sessions_not_counted"]) == rates.Figures()
    assert rates.figures_of_counts(vector["sessions_by_code"]) == rates.figures_of_counts(
        marks_of(vector)
    )
