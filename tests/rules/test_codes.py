"""What each register code counts as, and which may be entered for a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import codes

PRESENT_HERE = ["/", "\\", "L"]
ELSEWHERE = ["K", "V", "P", "W", "B"]
AUTHORISED = ["C", "C1", "C2", "E", "I", "J1", "M", "R", "S", "T"]
UNAUTHORISED = ["G", "N", "O", "U"]
NOT_POSSIBLE = ["D", "X", "Q", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7", "Z", "#"]
CURRENT = PRESENT_HERE + ELSEWHERE + AUTHORISED + UNAUTHORISED + NOT_POSSIBLE
FAMILIES = {  # As the design has them, with the withdrawn codes where they fit.
    "present": "/ \\",
    "late": "L",
    "offsite": "K V P W B J",
    "auth": "C C1 C2 E I J1 M R S T H F",
    "unauth": "G O",
    "unauthlate": "U",
    "open": "N",
    "unable": "Q Y1 Y2 Y3 Y4 Y5 Y6 Y7 Y",
    "none": "D X Z #",
}
GROUPS = {  # As a person finds them in the list of codes.
    "present": "/ \\ L",
    "attending_other_place": "K V P W B D J",
    "leave_of_absence": "C1 M J1 S X C2 C H F",
    "other_authorised": "T R I E",
    "unable_to_attend": "Q Y1 Y2 Y3 Y4 Y5 Y6 Y7 Y",
    "unauthorised": "G N O U",
    "administrative": "Z #",
}
CATEGORIES = {  # The statistical classes.
    "attending": "/ \\ L K V P W B J",
    "authorised_absence": "C C1 C2 E I J1 M R S T H F",
    "unauthorised_absence": "G N O U",
    "not_possible": "D X",
    "unable_to_attend_not_possible": "Q Y1 Y2 Y3 Y4 Y5 Y6 Y7 Y",
    "administrative": "Z #",
}


def flags(code):
    row = codes.counts_as(code)
    return row.possible, row.present, row.authorised, row.unauthorised


def test_there_are_34_codes_in_force_and_four_withdrawn():
    assert len(CURRENT) == 34
    assert set(codes.CODES) == {*CURRENT, *"JHYF"}
    assert set("JHYF") == codes.LEGACY


@pytest.mark.parametrize("code", PRESENT_HERE + ELSEWHERE + ["J"])
def test_attendance_here_or_at_an_approved_activity_is_present(code):
    assert flags(code) == (1, 1, 0, 0)


@pytest.mark.parametrize("code", [*AUTHORISED, "H", "F"])
def test_leave_and_good_reasons_are_authorised_absence(code):
    assert flags(code) == (1, 0, 1, 0)


@pytest.mark.parametrize("code", UNAUTHORISED)
def test_four_codes_are_unauthorised_absence(code):
    assert flags(code) == (1, 0, 0, 1)


@pytest.mark.parametrize("code", [*NOT_POSSIBLE, "Y"])
def test_dual_registration_closures_and_being_unable_to_attend_are_not_possible_sessions(code):
    assert flags(code) == (0, 0, 0, 0)


@pytest.mark.parametrize("code", codes.CODES)
def test_a_possible_session_is_present_or_absent_and_never_both(code):
    row = codes.counts_as(code)
    assert row.possible == row.present + row.authorised + row.unauthorised
    assert row.possible in (0, 1)


@pytest.mark.parametrize("code", codes.CODES)
def test_only_strokes_and_late_arrivals_put_a_child_on_the_fire_roll(code):
    assert codes.counts_as(code).on_site == (code in {"/", "\\", "L", "U"})


def test_late_after_the_register_closed_is_an_absence_and_a_child_in_the_building():
    assert "U" in codes.UNAUTHORISED & codes.ON_SITE & codes.LATE


def test_the_sets_of_codes_follow_the_table():
    assert set(PRESENT_HERE + ELSEWHERE + ["J"]) == codes.PRESENT
    assert {*AUTHORISED, "H", "F"} == codes.AUTHORISED
    assert set(UNAUTHORISED) == codes.UNAUTHORISED
    assert codes.POSSIBLE == codes.PRESENT | codes.AUTHORISED | codes.UNAUTHORISED
    assert {"/", "\\", "L", "U"} == codes.ON_SITE
    assert {"L", "U"} == codes.LATE
    assert {"V", "B", "K", "P", "W", "D"} == codes.OFFERED


@pytest.mark.parametrize(("family", "members"), FAMILIES.items())
def test_a_code_looks_like_its_family(family, members):
    assert {code for code in codes.CODES if codes.family(code) == family} == set(members.split())


@pytest.mark.parametrize(("group", "members"), GROUPS.items())
def test_a_code_is_found_in_its_group(group, members):
    assert [code for code, row in codes.CODES.items() if row.group == group] == members.split()


@pytest.mark.parametrize(("category", "members"), CATEGORIES.items())
def test_a_code_has_its_statistical_class(category, members):
    assert {c for c, row in codes.CODES.items() if row.category == category} == set(members.split())


@pytest.mark.parametrize("code", codes.CODES)
def test_every_code_says_itself_in_a_few_words_of_its_own(code):
    words = codes.meaning(code)
    assert 4 < len(words) <= 55
    assert words[0].isupper()
    assert not words.endswith(".")
    assert [other for other in codes.CODES if codes.meaning(other) == words] == [code]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("/", "Present (morning)"),
        ("\\", "Present (afternoon)"),
        ("L", "Late, before the register closed"),
        ("U", "Arrived after the register closed"),
        ("N", "Absent, reason not yet known"),
        ("O", "Absent without a good reason"),
        ("I", "Illness"),
        ("M", "Medical or dental appointment"),
        ("V", "Educational visit or trip"),
        ("#", "Planned school closure"),
    ],
)
def test_the_words_are_those_of_the_design(code, words):
    assert codes.meaning(code) == words


def test_a_row_holds_the_whole_of_the_table():
    assert codes.counts_as("K") == codes.Code(
        code="K",
        name="Attending education provision arranged by the local authority",
        family="offsite",
        category="attending",
        possible=1,
        present=1,
        authorised=0,
        unauthorised=0,
        on_site=0,
        valid_from=date(2024, 8, 19),
        valid_to=None,
        group="attending_other_place",
        meaning="Education arranged by the local authority",
        replaced_by=(),
    )


@pytest.mark.parametrize(
    "text",
    [*"КВМХСТоОЅІ", "o", "l", "1", "", " ", "Y 1", "C 1", "c1", "/ ", "Y8", "C3", "//", "И"],
)
def test_what_is_not_in_the_table_is_refused_look_alike_letters_too(text):
    assert not codes.may_be_entered(text, on=date(2025, 1, 6))
    for refuse in (codes.counts_as, codes.meaning, codes.family):
        with pytest.raises(codes.UnknownCode) as refusal:
            refuse(text)
        assert refusal.value.code == text
        assert refusal.value.args == (text,)
    for question in (codes.not_yet_in_force, codes.no_longer_in_force):
        with pytest.raises(codes.UnknownCode):
            question(text, on=date(2025, 1, 6))


def test_the_refusal_names_the_strange_letter():
    assert str(codes.UnknownCode("o")) == '"o" is not a register code.'
    assert str(codes.UnknownCode("СI")) == (
        '"СI" is not a register code: "С" is not an ordinary keyboard letter (U+0421).'
    )


def test_codes_are_ascii():
    assert all(code.isascii() for code in codes.CODES)


@given(st.text(max_size=3))
def test_any_text_is_a_code_or_refused(text):
    if text not in codes.CODES:
        with pytest.raises(codes.UnknownCode):
            codes.counts_as(text)


@pytest.mark.parametrize(("half", "code"), [("AM", "/"), ("PM", "\\")])
def test_present_has_its_own_stroke_for_each_half(half, code):
    assert codes.stroke(half) == code
    assert codes.with_right_stroke("/", half=half) == code
    assert codes.with_right_stroke("\\", half=half) == code
    assert codes.with_right_stroke("I", half=half) == "I"


@pytest.mark.parametrize("half", ["", "am", "EVENING"])
def test_a_session_is_morning_or_afternoon(half):
    with pytest.raises(ValueError, match=f'^A session is AM or PM, not "{half}".$'):
        codes.stroke(half)
    with pytest.raises(ValueError, match="AM or PM"):
        codes.with_right_stroke("I", half=half)


def test_an_unknown_code_gets_no_stroke():
    with pytest.raises(codes.UnknownCode):
        codes.with_right_stroke("1", half="AM")


def test_the_table_file_is_read_by_its_column_names(tmp_path):
    columns = codes.TABLE.read_text().splitlines()[0]
    table = tmp_path / "codes.csv"
    dated = 'É,"A, name",Short,g,f,c,1,0,0,1,1,2030-01-02,2031-03-04,A B,note'
    lasting = "a,Name,Short,g,f,c,0,1,1,0,0,,,,"
    table.write_text("\n".join([columns, dated, lasting]), encoding="utf-8")
    read = codes.read_table(table)
    assert list(read) == ["É", "a"]
    assert read["a"] == codes.Code(
        *("a", "Name", "f", "c", 0, 1, 1, 0, 0, None, None, "g", "Short", ())
    )
    assert read["É"] == codes.Code(
        *("É", "A, name", "f", "c", 1, 0, 0, 1, 1),
        valid_from=date(2030, 1, 2),
        valid_to=date(2031, 3, 4),
        group="g",
        meaning="Short",
        replaced_by=("A", "B"),
    )
