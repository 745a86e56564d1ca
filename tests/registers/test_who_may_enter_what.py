"""Which codes each role enters, and for which classes."""

from datetime import date

import pytest

from registers.changes import Change
from registers.models import Mark
from registers.permissions import codes_of
from registers.refusals import CodeNotPermitted, NeedsTheHeadteacher, WrongForThisPupil
from rules import codes
from schools.permissions import NotPermitted
from schools.roles import ROLES
from tests.factories.people import ClassTeacherFactory, UserFactory
from tests.factories.registers import PlanFactory
from tests.registers.classroom import THURSDAY, Classroom

CURRENT = codes.entry_codes(on=THURSDAY)
TEACHERS_CODES = {"/", "\\", "L", "N", "U", "V"}
GRANTED = {"C", "C1", "J1", "S"}
TIMETABLED = {"C2", "D"}
NEVER = {"Z", "#"}
OFFICE_CODES = CURRENT - GRANTED - TIMETABLED - NEVER - {"T"}
EXPECTED = {
    "class_teacher": TEACHERS_CODES,
    "year_lead": TEACHERS_CODES,
    "senco": set(),
    "office": OFFICE_CODES - {"Y5"},
    "family_liaison": OFFICE_CODES - {"Y5"},
    "attendance_lead": OFFICE_CODES,
    "safeguarding_lead": TEACHERS_CODES,
    "senior_leader": OFFICE_CODES,
    "headteacher": CURRENT - TIMETABLED - NEVER,
    "governor": set(),
    "admin": set(),
}


def test_there_are_34_current_codes_and_an_expectation_for_every_role() -> None:
    assert len(CURRENT) == 34
    assert set(EXPECTED) == set(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_has_its_codes(role: str) -> None:
    person = UserFactory.build(school=None, roles=[role])
    assert codes_of(person, on=THURSDAY) == EXPECTED[role]


@pytest.mark.parametrize("code", sorted(CURRENT - TEACHERS_CODES - {"P"}))
def test_a_teacher_leaves_every_other_code_to_the_office(classroom: Classroom, code: str) -> None:
    with pytest.raises(CodeNotPermitted, match=f"The office records {code}"):
        classroom.mark(classroom.pupils[0], code)
    assert classroom.saved_rows() == (0, 0, 0)


def test_p_is_not_present(classroom: Classroom) -> None:
    with pytest.raises(CodeNotPermitted) as refusal:
        classroom.mark(classroom.pupils[0], "P")
    assert str(refusal.value) == "P means sporting activity. For present press / or Space."
    assert classroom.saved_rows() == (0, 0, 0)


@pytest.mark.parametrize("code", sorted(TEACHERS_CODES - {"\\", "U"}))
def test_a_teacher_enters_their_own_codes(classroom: Classroom, code: str) -> None:
    classroom.mark(classroom.pupils[0], code)
    assert classroom.standing(classroom.pupils[0]) == code


def test_a_teacher_may_give_back_the_code_that_the_office_recorded(classroom: Classroom) -> None:
    pupil, other, _ = classroom.pupils
    classroom.mark(pupil, "M", by=classroom.person("office"))
    classroom.mark(pupil, "/", at="8:57")
    classroom.mark(pupil, "M", at="8:58")
    assert classroom.standing(pupil) == "M"
    before = classroom.saved_rows()
    with pytest.raises(CodeNotPermitted):
        classroom.mark(other, "M")
    assert classroom.saved_rows() == before


def test_a_teacher_may_enter_the_code_that_is_planned(classroom: Classroom) -> None:
    PlanFactory(pupil=classroom.pupils[0], code="W", start=classroom.day)
    classroom.mark(classroom.pupils[0], "W")
    assert classroom.standing(classroom.pupils[0]) == "W"
    with pytest.raises(CodeNotPermitted):
        classroom.mark(classroom.pupils[1], "W")


@pytest.mark.parametrize("code", sorted(OFFICE_CODES - {"/", "\\", "L", "U", "X", "Y4", "Y5"}))
def test_the_office_enters_every_ordinary_code(classroom: Classroom, code: str) -> None:
    change = Change(classroom.pupils[0].pk, code, comment="As the parent said")
    classroom.save(change, by=classroom.person("office"))
    [mark] = classroom.entries(classroom.pupils[0])
    assert (mark.code, mark.entered_role, mark.source) == (code, "office", Mark.Source.OFFICE)


@pytest.mark.parametrize("code", ["B", "K", "P", "W"])
def test_attending_somewhere_else_needs_what_it_is_and_where(
    classroom: Classroom, code: str
) -> None:
    office = classroom.person("office")
    with pytest.raises(WrongForThisPupil, match=f"Write what it is and where, beside {code}"):
        classroom.mark(classroom.pupils[0], code, by=office)
    words = "Swimming gala, Larkton baths"
    classroom.save(Change(classroom.pupils[0].pk, code, comment=words), by=office)
    [mark] = classroom.entries(classroom.pupils[0])
    assert mark.comment == words


@pytest.mark.parametrize("code", sorted(GRANTED | {"T"}))
def test_granted_leave_is_the_headteachers(classroom: Classroom, code: str) -> None:
    for role in ("office", "attendance_lead", "senior_leader"):
        with pytest.raises(NeedsTheHeadteacher, match=f"Only the headteacher records {code}"):
            classroom.mark(classroom.pupils[0], code, by=classroom.person(role))
    assert classroom.saved_rows() == (0, 0, 0)


@pytest.mark.parametrize("code", sorted(GRANTED))
def test_the_headteacher_grants_leave_with_a_written_reason(
    classroom: Classroom, code: str
) -> None:
    head, pupil = classroom.person("headteacher"), classroom.pupils[0]
    for comment in ("", "  "):
        with pytest.raises(WrongForThisPupil, match="Write the reason"):
            classroom.save(Change(pupil.pk, code, comment=comment), by=head)
    assert classroom.saved_rows() == (0, 0, 0)
    classroom.save(Change(pupil.pk, code, comment="A funeral abroad"), by=head)
    [mark] = classroom.entries(pupil)
    assert (mark.code, mark.comment, mark.entered_role) == (code, "A funeral abroad", "headteacher")


@pytest.mark.parametrize("code", sorted(TIMETABLED | NEVER))
@pytest.mark.parametrize("role", ["class_teacher", "office", "attendance_lead", "headteacher"])
def test_nobody_enters_what_needs_an_agreed_timetable_or_no_pupil(
    classroom: Classroom, code: str, role: str
) -> None:
    by = classroom.teacher if role == "class_teacher" else classroom.person(role)
    with pytest.raises(CodeNotPermitted):
        classroom.mark(classroom.pupils[0], code, by=by)
    assert classroom.saved_rows() == (0, 0, 0)


def test_y5_is_entered_by_those_who_may_see_it(classroom: Classroom) -> None:
    for role in ("office", "family_liaison", "safeguarding_lead"):
        with pytest.raises(CodeNotPermitted):
            classroom.mark(classroom.pupils[0], "Y5", by=classroom.person(role))
    assert classroom.saved_rows() == (0, 0, 0)
    classroom.mark(classroom.pupils[0], "Y5", by=classroom.person("attendance_lead"))
    assert classroom.standing(classroom.pupils[0]) == "Y5"


def test_a_teacher_marks_only_the_classes_they_have_that_day(classroom: Classroom) -> None:
    stranger = classroom.person("class_teacher")
    yesterday = classroom.day.replace(day=11)
    ClassTeacherFactory(
        school_class=classroom.school_class,
        user=stranger,
        start=yesterday,
        end=yesterday,
        is_cover=True,
    )
    with pytest.raises(NotPermitted):
        classroom.mark(classroom.pupils[0], "/", by=stranger)
    assert classroom.saved_rows() == (0, 0, 0)


def test_whoever_covers_a_class_marks_it_that_day(classroom: Classroom) -> None:
    cover = classroom.person("class_teacher")
    ClassTeacherFactory(
        school_class=classroom.school_class,
        user=cover,
        start=classroom.day,
        end=classroom.day,
        is_cover=True,
    )
    classroom.mark(classroom.pupils[0], "/", by=cover)
    assert classroom.entries(classroom.pupils[0])[0].entered_by == cover


def test_a_year_lead_marks_the_classes_of_their_years(classroom: Classroom) -> None:
    with pytest.raises(NotPermitted):
        classroom.mark(
            classroom.pupils[0], "/", by=classroom.person("year_lead", year_groups=["5"])
        )
    assert classroom.saved_rows() == (0, 0, 0)
    classroom.mark(
        classroom.pupils[0], "/", by=classroom.person("year_lead", year_groups=["4", "5"])
    )
    assert classroom.standing(classroom.pupils[0]) == "/"


@pytest.mark.parametrize("role", ["senco", "governor", "admin"])
def test_other_roles_mark_nobody(classroom: Classroom, role: str) -> None:
    with pytest.raises(NotPermitted):
        classroom.mark(classroom.pupils[0], "/", by=classroom.person(role))
    assert classroom.saved_rows() == (0, 0, 0)


@pytest.mark.parametrize("role", ["class_teacher", "office", "headteacher"])
def test_nobody_marks_for_another_school(classroom: Classroom, role: str) -> None:
    other = Classroom(pupils=1)
    with pytest.raises(NotPermitted):
        classroom.mark(classroom.pupils[0], "/", by=other.person(role))
    assert classroom.saved_rows() == (0, 0, 0)


def test_an_entry_is_made_in_the_first_role_that_allows_it(classroom: Classroom) -> None:
    both = classroom.person("headteacher", "office", "class_teacher")
    classroom.mark(classroom.pupils[0], "/", by=both)
    assert classroom.entries(classroom.pupils[0])[0].entered_role == "office"
    ClassTeacherFactory(school_class=classroom.school_class, user=both)
    del both.__dict__["_classes_by_day"]
    classroom.mark(classroom.pupils[1], "/", by=both)
    assert classroom.entries(classroom.pupils[1])[0].entered_role == "class_teacher"


def test_a_code_of_an_older_edition_is_not_offered_today() -> None:
    head = UserFactory.build(school=None, roles=["headteacher"])
    assert "H" not in codes_of(head, on=THURSDAY)
    assert "H" in codes_of(head, on=date(2024, 7, 1))
