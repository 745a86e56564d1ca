"""The demo begins at 8:52 on a morning that has only just begun."""

from datetime import date

import pytest

from attendance_site.demo_school.class_plan import KESTREL
from attendance_site.demo_school.drawing import draw_demo_school


def in_class(school, name) -> dict[str, str]:
    """UPN by forename of everybody in the class."""
    everybody = [child for family in school.families for child in family.children]
    return {
        child.forename: child.upn
        for child in everybody
        if child.class_name == name and child.was_on_roll(school.day)
    }


def test_a_third_of_the_registers_are_in_and_some_have_been_begun(school):
    morning = school.morning
    assert len(morning.submitted) == 5
    assert len(morning.begun) == 4
    assert not set(morning.submitted) & set(morning.begun)
    for name, codes in morning.submitted.items():
        assert set(codes) == set(in_class(school, name).values())
    for name, codes in morning.begun.items():
        assert 0 < len(codes) < len(in_class(school, name))


def test_teachers_have_marked_present_or_unknown_or_what_the_office_knew(school):
    known = {absence.upn: absence.code for absence in school.morning.known}
    for codes in (*school.morning.submitted.values(), *school.morning.begun.values()):
        for upn, code in codes.items():
            assert code == known[upn] if upn in known else code in ("/", "N")


def test_kestrel_is_untouched_but_for_its_three_known_absences(school):
    assert KESTREL not in school.morning.submitted
    assert KESTREL not in school.morning.begun
    kestrel = in_class(school, KESTREL)
    known = {
        absence.upn: (absence.code, absence.note)
        for absence in school.morning.known
        if absence.upn in kestrel.values()
    }
    assert known == {
        kestrel["Kofi"]: ("I", "Ill"),
        kestrel["Isla"]: ("M", "Appointment"),
        kestrel["Cường"]: ("V", "Trip"),
    }


@pytest.mark.parametrize("seed", range(1, 7))
def test_of_kestrel_only_aaliyah_was_away_and_nobody_knows_why(seed):
    school = draw_demo_school(pupils=60, seed=seed, today=date(2026, 11, 23))
    yesterday = school.this_year.days.index(school.day) - 1
    unknown = {
        (pupil.child.forename, session)
        for pupil in school.this_marks
        if pupil.child.class_name == KESTREL
        for session, code in enumerate(pupil.codes)
        if code == "N"
    }
    assert unknown == {("Aaliyah", 2 * yesterday), ("Aaliyah", 2 * yesterday + 1)}


def test_what_the_office_has_heard_since_is_about_marks_without_a_reason(school):
    codes = {
        (pupil.child.upn, session.day, session.half): code
        for pupil in school.this_marks
        for session, code in zip(school.this_year.sessions, pupil.codes, strict=True)
    }
    assert len(school.morning.amendments) >= 8
    for amendment in school.morning.amendments:
        assert codes[amendment.upn, amendment.day, amendment.half] == "N"
        assert amendment.code in ("I", "M", "O")
        assert amendment.reason
        assert amendment.day < school.day


@pytest.mark.parametrize("pupils", [30, 112, 900])
@pytest.mark.parametrize("today", [date(2026, 9, 3), date(2026, 9, 7), date(2027, 7, 20)])
def test_any_school_on_any_day_has_such_a_morning(pupils, today):
    school = draw_demo_school(pupils=pupils, seed=4, today=today)
    codes = {known.code for known in school.morning.known}
    assert codes >= {"I", "M", "V"}
    for marked in school.morning.submitted.values():
        assert set(marked.values()) <= {"/", "N", "I", "M"} | {"V"}
