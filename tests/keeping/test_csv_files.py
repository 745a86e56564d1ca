"""What we export opens in a spreadsheet as it was, and runs nothing."""

import csv
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import csv_files

TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)))


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode(), newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_text_that_could_start_a_formula_gets_a_leading_apostrophe(start):
    assert csv_files.cell(f"{start}1+2") == f"'{start}1+2"


@pytest.mark.parametrize("text", ["", "/", "\\", "#", "O'Neil", "'quoted", " =1", "a=b", "a-b"])
def test_other_text_is_left_as_it_is(text):
    assert csv_files.cell(text) == text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (-3, "-3"),
        (Decimal("-0.5"), "-0.5"),
        (True, "Y"),
        (False, "N"),
        (date(2026, 2, 28), "2026-02-28"),
        (time(8, 57), "08:57"),
        (datetime(2026, 11, 12, 8, 57, 3, tzinfo=UTC), "2026-11-12T08:57:03+00:00"),
    ],
)
def test_each_kind_of_value_is_written_in_one_way(value, written):
    assert csv_files.cell(value) == written


def test_a_table_without_rows_is_its_header():
    assert read(csv_files.as_bytes(("date", "code"), [])) == [["date", "code"]]


def test_commas_quotes_and_line_breaks_stay_inside_their_cell():
    row = ['Żuk, "Lu"', "two\nlines", "a\r\nb"]
    assert read(csv_files.as_bytes(("a", "b", "c"), [row]))[1] == row


def test_a_row_of_another_length_is_refused():
    with pytest.raises(csv_files.NotATable, match="3 cells under a header of 2"):
        csv_files.as_bytes(("a", "b"), [("1", "2", "3")])


def test_a_value_of_no_known_kind_is_refused():
    with pytest.raises(csv_files.NotATable, match="cannot hold list"):
        csv_files.cell([])  # type: ignore[arg-type]


@given(st.lists(st.tuples(TEXT, TEXT), max_size=5))
def test_no_cell_of_any_text_starts_a_formula_and_nothing_is_lost(rows):
    back = read(csv_files.as_bytes(("a", "b"), rows))[1:]
    assert [tuple(map(csv_files.cell, row)) for row in rows] == [tuple(row) for row in back]
    for row in back:
        assert not any(text.startswith(csv_files.STARTS_A_FORMULA) for text in row)


def test_the_same_table_has_the_same_fingerprint():
    table = csv_files.as_bytes(("a",), [("1",)])
    assert csv_files.sha256(table) == csv_files.sha256(bytes(table))
    assert csv_files.sha256(table) != csv_files.sha256(table + b"2\n")
