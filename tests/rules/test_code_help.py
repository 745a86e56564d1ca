"""What people say leads to the code that the law has for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import code_help
from rules.codes import CODES, LEGACY


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("At the dentist until 10", "M"),
        ("bus broke down", "Y1"),
        ("religious day", "R"),
        ("Eid", "R"),
        ("Mum says he is poorly", "I"),
        ("headache and a temperature", "I"),
        ("overslept", "L"),
        ("the train was late", "L"),
        ("snow", "Y2"),
        ("the boiler has burst", "Y4"),
        ("holiday in Spain", "G"),
        ("the head agreed the leave", "C"),
        ("nits", "O"),
        ("nobody answers the phone", "N"),
        ("swimming gala", "P"),
        ("museum trip", "V"),
        ("learning online at home", "I"),
        ("went home ill at lunch", "/"),
        ("granny’s funeral", "C"),
        ("suspended for two days", "E"),
        ("phased return, half days", "C2"),
    ],
)
def test_what_was_said_leads_to_the_code(said, code):
    assert code_help.find(said)[0].codes[0] == code


def test_the_bus_of_the_school_and_the_public_bus_are_told_apart_side_by_side():
    answers = {case.codes[0] for case in code_help.find("the bus was late")}
    assert {"L", "Y1"} <= answers


def test_a_code_by_itself_is_explained():
    assert code_help.find("c2")[0].codes == ("C2",)
    assert {case.situation for case in code_help.find("K")} >= {"Education arranged by the council"}


@pytest.mark.parametrize("nothing", ["", "   ", "was he", "xyzzy", "123", "#!"])
def test_words_that_say_nothing_find_nothing(nothing):
    assert code_help.find(nothing) == []


def test_accents_and_capitals_do_not_matter():
    assert code_help.find("POORLÝ") == code_help.find("poorly")


@given(st.text(max_size=200))
def test_whatever_is_typed_gets_at_most_five_answers_or_every_one_of_a_code(said):
    found = code_help.find(said)
    assert len(found) <= code_help.MOST or said.strip().upper() in CODES
    assert len(set(found)) == len(found)


def test_every_answer_names_codes_that_are_in_force_a_reason_and_a_source():
    for case in code_help.CASES:
        assert set(case.codes) <= set(CODES) - LEGACY, case.situation
        assert case.why.endswith("."), case.situation
        assert "SI 2024/208" in case.source, case.situation


def test_every_code_in_force_is_the_answer_to_something():
    answered = {code for case in code_help.CASES for code in case.codes}
    assert set(CODES) - LEGACY - answered == set()


def test_every_situation_is_found_by_its_own_name():
    for case in code_help.CASES:
        assert case in code_help.find(case.situation), case.situation


@pytest.mark.parametrize(
    ("code", "effect"),
    [
        ("V", "Counts as attended."),
        ("I", "Counts as an authorised absence: attendance falls."),
        ("U", "Counts as an unauthorised absence: attendance falls."),
        ("D", "Not counted: neither attended nor missed."),
        ("Y1", "Not counted: neither attended nor missed."),
    ],
)
def test_it_says_what_a_session_does_to_the_percentage(code, effect):
    assert code_help.effect(code) == effect
