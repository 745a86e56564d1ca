"""What a heading says, what is proposed for it, and which choices cannot be right."""

from datetime import date

import pytest

from registers.mapping.fields import FIELDS, KINDS, MARKS, PUPILS, SESSION_MARK, simple
from registers.mapping.headings import Heading, heading_in
from registers.mapping.problems import problems_of
from registers.mapping.proposing import proposed
from registers.mapping.reading import Reading, kept_reading
from registers.mapping.remembering import key_of
from registers.mapping.sheet import open_sheet

MONDAY = date(2026, 9, 7)


@pytest.fixture
def sheet_of(tmp_path):
    def make(*headings):
        path = tmp_path / "old.csv"
        path.write_text(f"{','.join(headings)}\n{',' * (len(headings) - 1)}x\n")
        return open_sheet(path)

    return make


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Mon AM 07/09/2026", Heading("AM", MONDAY, 0)),
        ("07/09/2026 AM", Heading("AM", MONDAY)),
        ("2026-09-07 pm", Heading("PM", MONDAY)),
        ("2026-09-07-PM", Heading("PM", MONDAY)),
        ("Mon, 07/09/2026 (PM)", Heading("PM", MONDAY, 0)),
        ("Mon AM", Heading("AM", None, 0)),
        ("FriPM", Heading("PM", None, 4)),
        ("Friday - afternoon", Heading("PM", None, 4)),
        ("Thurs-am", Heading("AM", None, 3)),
        ("AM", None),
        ("Monday", None),
        ("07/09/2026", None),
        ("Mon AM mark", None),
        ("Mon AM 07/09/26", None),
        ("Mon AM 09/13/2026", None),
        ("Mon Tue AM", None),
        ("Mon AM PM", None),
        ("", None),
    ],
)
def test_a_heading_names_a_session_only_when_every_word_of_it_does(text, heading):
    assert heading_in(text) == heading


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("UPN", "upn"), ("Unique Pupil Number", "upn"), ("unique_pupil_number", "upn"),
        ("Mark", "code"), ("AM/PM", "session"), ("Session", "session"), ("Date", "date"),
        ("Minutes Late", "minutes_late"), ("Comments", "comment"), ("DOB", "date_of_birth"),
    ],
)  # fmt: skip
def test_usual_headings_are_recognised(sheet_of, heading, field):
    assert proposed(MARKS, sheet_of(heading, "Other"), None).fields == {0: field}


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_is_proposed_for_two_fields(kind):
    headings = [heading for field in FIELDS[kind] for heading in field.headings]
    assert len(headings) == len(set(headings))
    assert [heading for heading in headings if simple(heading) != heading] == []


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["Name", "Surname", "Forename"], {1: "legal_surname", 2: "legal_forename"}),
        (["UPN", "Date", "AM", "PM", "Comment"],
         {0: "upn", 1: "date", 2: "am_code", 3: "pm_code"}),
        (["UPN", "Date", "Mon AM", "Mon PM", "Week", "Marks"],
         {0: "upn", 2: SESSION_MARK, 3: SESSION_MARK, 4: "week_commencing"}),
        (["UPN", "UPN", "Date"], {0: "upn", 2: "date"}),
    ],
)  # fmt: skip
def test_a_proposal_never_holds_what_would_be_refused_as_double(sheet_of, headings, fields):
    sheet = sheet_of(*headings)
    assert proposed(MARKS, sheet, None).fields == fields


def test_dates_in_headings_and_the_order_of_columns_do_not_make_another_file():
    one = ("UPN", "Mon AM 07/09/2026", "Mon PM 07/09/2026")
    other = ("Mon AM 14/09/2026", "upn")
    assert key_of(MARKS, one) == key_of(MARKS, other)
    assert key_of(MARKS, one) != key_of(MARKS, ("UPN", "Mon AM"))
    assert key_of(MARKS, one) != key_of(MARKS, (*one, "House"))


SESSION = {0: "upn", 1: "date", 2: "session", 3: "code"}


@pytest.mark.parametrize(
    ("headings", "fields", "week", "words"),
    [
        ("A,B,C,D", SESSION, None, None),
        ("A,B,C,D", {**SESSION, 1: "upn"}, None, '"A" and "B" cannot both hold: UPN.'),
        ("A,B,C,D", {**SESSION, 2: "comment"}, None, "Session: AM or PM."),
        ("A,B,C,D", {**SESSION, 0: "comment"}, None, "Nothing says whose the marks are."),
        ("A,B,C,D", {**SESSION, 0: "full_name"}, None, "Nothing says whose the marks are."),
        ("A,B,C,D", {0: "upn", 1: "date"}, None, "No column holds marks."),
        ("A,B,C,D", {**SESSION, 2: "am_code"}, None, "of different kinds of files"),
        ("A,B,C,D", {0: "upn", 1: "am_code"}, None, "Choose the column that holds: Date."),
        ("A,B,C,D,E", {**SESSION, 4: "week_commencing"}, None, '"E" is not needed'),
        ("A,B,C,D", SESSION, MONDAY, "Leave the week empty."),
        ("A,B", {0: "upn", 1: "week_marks"}, None, "Say which week it is"),
        ("A,B", {0: "upn", 1: "week_marks"}, MONDAY, None),
        ("A,B", {0: "upn", 1: "week_marks"}, date(2026, 9, 8), "is not a Monday"),
        ("A,B,C", {0: "upn", 1: "week_marks", 2: "week_commencing"}, MONDAY, "Leave this empty"),
        ("A,Mon AM", {0: "upn", 1: SESSION_MARK}, None, "Say which week it is"),
        ("A,Mon AM,Monday am", {0: "upn", 1: SESSION_MARK, 2: SESSION_MARK}, MONDAY,
         "are the same session"),
        ("A,Mon AM 07/09/2026,07/09/2026 AM", {0: "upn", 1: SESSION_MARK, 2: SESSION_MARK}, None,
         "are the same session"),
        ("A,Tue AM 07/09/2026", {0: "upn", 1: SESSION_MARK}, None,
         "7 September 2026 is a Monday."),
        ("A,Mon AM 07/09/2026", {0: "upn", 1: SESSION_MARK}, None, None),
        ("A,Mon AM 07/09/2026", {0: "upn", 1: SESSION_MARK}, MONDAY, "dates of their own"),
        ("A,B,C,D", {**SESSION, 0: "full_name", 1: "legal_surname"}, None,
         "The names are chosen twice"),
    ],
)  # fmt: skip
def test_a_choice_that_cannot_be_right_is_told_in_a_sentence(
    sheet_of, headings, fields, week, words
):
    sheet = sheet_of(*headings.split(","))
    told = [one.sentence for one in problems_of(Reading(MARKS, fields, {}, week), sheet)]
    assert (told == []) if words is None else any(words in one for one in told), told


def test_pupils_need_what_our_own_file_needs(sheet_of):
    told = [
        one.sentence for one in problems_of(Reading(PUPILS, {0: "full_name"}), sheet_of("A", "B"))
    ]
    assert told == [
        f"Choose the column that holds: {label}."
        for label in ("UPN", "Date of birth", "Year group", "Class", "First day on the roll")
    ]


def test_a_reading_is_kept_and_read_again():
    reading = Reading(MARKS, {0: "upn", 3: SESSION_MARK}, {"-": "", "x": "N"}, MONDAY)
    assert kept_reading(reading.as_kept()) == reading
    assert kept_reading(reading.as_kept() | {"fields": {"0": "upn", "1": "gone"}}).fields == {
        0: "upn"
    }
