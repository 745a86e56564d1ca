"""What becomes of the marks that somebody saves in a register."""

from datetime import date
from uuid import uuid4

import pytest

from audit.models import Act
from registers.changes import Change
from registers.refusals import (
    ImpossibleArrival,
    NoSession,
    NotForThisDay,
    NotOnThisRoll,
    NotOpenYet,
    WrongForThisPupil,
)
from tests.factories.people import ClassMembershipFactory, EnrolmentFactory, PupilFactory
from tests.factories.registers import PlanFactory
from tests.factories.schools import SessionFactory
from tests.registers.classroom import Classroom


def test_a_saved_mark_says_who_in_what_role_and_when(classroom: Classroom) -> None:
    classroom.mark(classroom.pupils[0], "/", at="8:55")
    [mark] = classroom.entries(classroom.pupils[0])
    assert (mark.code, mark.entered_by, mark.entered_role) == (
        "/",
        classroom.teacher,
        "class_teacher",
    )
    assert mark.entered_title == "Class teacher, Year 4"
    assert mark.entered_at == classroom.at("8:55")
    assert (mark.source, mark.amendment, mark.reason) == ("register", False, "")


def test_the_answer_says_what_stands_and_who_is_left(classroom: Classroom) -> None:
    number = uuid4()
    saved = classroom.save(Change(classroom.pupils[0].pk, "N", client_id=number))
    [kept] = saved.marks
    [mark] = classroom.entries(classroom.pupils[0])
    assert (kept.code, kept.version, kept.client_id) == ("N", mark.pk, number)
    assert (saved.conflicts, saved.left) == ([], 2)


def test_a_save_is_one_audit_entry(classroom: Classroom) -> None:
    classroom.mark_all()
    [act] = Act.objects.filter(school=classroom.school)
    assert (act.act, act.by, act.at) == ("save_marks", classroom.teacher, classroom.at("8:55"))
    assert act.detail == {"marks": 3, "replaced": 0}


def test_another_mark_closes_the_first_and_keeps_it(classroom: Classroom) -> None:
    pupil = classroom.pupils[0]
    classroom.mark(pupil, "N", at="8:52")
    classroom.mark(pupil, "/", at="8:58")
    new, old = classroom.entries(pupil)
    assert (new.code, new.closed_at) == ("/", None)
    assert (old.code, old.closed_at, old.closed_by) == (
        "N",
        classroom.at("8:58"),
        classroom.teacher,
    )


def test_the_same_mark_again_adds_nothing(classroom: Classroom) -> None:
    classroom.mark(classroom.pupils[0], "/")
    before = classroom.saved_rows()
    saved = classroom.mark(classroom.pupils[0], "/", at="9:01")
    assert classroom.saved_rows() == before
    assert [kept.code for kept in saved.marks] == ["/"]


def test_the_stroke_follows_the_half_of_the_day(classroom: Classroom) -> None:
    classroom.mark(classroom.pupils[0], "/", half="PM", at="13:32")
    assert classroom.standing(classroom.pupils[0], half="PM") == "\\"


def test_a_mark_can_be_cleared_until_the_register_is_submitted(classroom: Classroom) -> None:
    pupil = classroom.pupils[0]
    classroom.mark(pupil, "/")
    saved = classroom.mark(pupil, "", at="8:59")
    [closed] = classroom.entries(pupil)
    assert (closed.closed_at, closed.closed_by) == (classroom.at("8:59"), classroom.teacher)
    assert [(kept.code, kept.version) for kept in saved.marks] == [("", 0)]
    assert saved.left == 3


def test_clearing_where_nothing_stands_writes_nothing(classroom: Classroom) -> None:
    classroom.mark(classroom.pupils[0], "")
    assert classroom.entries(classroom.pupils[0]) == []


def test_one_refused_mark_refuses_the_whole_save(classroom: Classroom) -> None:
    first, second, _ = classroom.pupils
    with pytest.raises(ImpossibleArrival):
        classroom.save(Change(first.pk, "/"), Change(second.pk, "L", 300), at="9:00")
    assert classroom.saved_rows() == (0, 0, 0)
    assert not Act.objects.filter(school=classroom.school).exists()


@pytest.mark.parametrize("at", ["7:00", "8:49"])
def test_nothing_is_saved_before_the_register_opens(classroom: Classroom, at: str) -> None:
    with pytest.raises(NotOpenYet, match="opens at 8:50"):
        classroom.mark(classroom.pupils[0], "/", at=at)
    assert classroom.saved_rows() == (0, 0, 0)


def test_the_register_opens_with_its_first_minute(classroom: Classroom) -> None:
    classroom.mark(classroom.pupils[0], "/", at="8:50")
    assert classroom.standing(classroom.pupils[0]) == "/"


def test_a_register_of_tomorrow_is_not_open(classroom: Classroom) -> None:
    SessionFactory(school=classroom.school, day=date(2026, 11, 13))
    with pytest.raises(NotOpenYet):
        classroom.mark(classroom.pupils[0], "/", day=date(2026, 11, 13), on=classroom.day)
    assert classroom.saved_rows() == (0, 0, 0)


def test_a_day_without_a_session_takes_no_marks(classroom: Classroom) -> None:
    with pytest.raises(NoSession, match="no morning session on 14 November 2026"):
        classroom.mark(classroom.pupils[0], "/", day=date(2026, 11, 14))
    assert classroom.saved_rows() == (0, 0, 0)


def test_whoever_is_not_on_the_roll_is_refused_in_the_same_words(classroom: Classroom) -> None:
    elsewhere = Classroom(pupils=1, school=classroom.school).pupils[0]
    left = EnrolmentFactory(pupil__school=classroom.school, end=date(2026, 11, 11))
    ClassMembershipFactory(school_class=classroom.school_class, enrolment=left)
    strangers = [elsewhere.pk, left.pupil_id, PupilFactory().pk, 2**62, 0]
    sentences = set()
    for pupil_id in strangers:
        with pytest.raises(NotOnThisRoll) as refusal:
            classroom.save(Change(classroom.pupils[0].pk, "/"), Change(pupil_id, "/"))
        sentences.add(str(refusal.value))
    assert len(sentences) == 1
    assert classroom.saved_rows() == (0, 0, 0)


def test_the_last_day_on_the_roll_belongs_to_it(classroom: Classroom) -> None:
    leaver = EnrolmentFactory(pupil__school=classroom.school, end=classroom.day)
    ClassMembershipFactory(school_class=classroom.school_class, enrolment=leaver)
    classroom.mark(leaver.pupil, "/")
    assert classroom.standing(leaver.pupil) == "/"


@pytest.mark.parametrize("code", ["?", "AB", "Н", "n", "/ "])
def test_what_is_no_code_is_refused(classroom: Classroom, code: str) -> None:
    with pytest.raises(NotForThisDay, match="is not a register code"):
        classroom.mark(classroom.pupils[0], code)
    assert classroom.saved_rows() == (0, 0, 0)


@pytest.mark.parametrize("code", ["J", "H", "Y", "F"])
def test_a_code_of_an_older_table_is_refused(classroom: Classroom, code: str) -> None:
    with pytest.raises(NotForThisDay, match=f"{code} ended on"):
        classroom.mark(classroom.pupils[0], code, by=classroom.person("headteacher"))
    assert classroom.saved_rows() == (0, 0, 0)


def test_x_is_for_children_below_or_above_compulsory_school_age(classroom: Classroom) -> None:
    office = classroom.person("office")
    four = classroom.newcomer(date_of_birth=date(2022, 1, 1))
    classroom.mark(four, "X", by=office)
    assert classroom.standing(four) == "X"
    before = classroom.saved_rows()
    with pytest.raises(WrongForThisPupil, match="compulsory school age"):
        classroom.mark(classroom.pupils[0], "X", by=office)
    assert classroom.saved_rows() == before


def test_y4_needs_a_school_that_was_closed_without_warning(classroom: Classroom) -> None:
    with pytest.raises(WrongForThisPupil, match="closed without warning"):
        classroom.mark(classroom.pupils[0], "Y4", by=classroom.person("office"))
    assert classroom.saved_rows() == (0, 0, 0)


def test_a_session_of_an_unplanned_closure_takes_y4_and_nothing_else(db: None) -> None:
    room = Classroom(closure="unplanned")
    with pytest.raises(WrongForThisPupil, match="only Y4"):
        room.mark(room.pupils[0], "/")
    assert room.saved_rows() == (0, 0, 0)
    room.mark(room.pupils[0], "Y4", by=room.person("office"))
    assert room.standing(room.pupils[0]) == "Y4"


def test_marks_of_another_half_or_school_are_left_alone(classroom: Classroom) -> None:
    other = Classroom()
    other.mark_all()
    classroom.mark_all(half="PM", at="13:35")
    assert other.saved_rows() == (3, 0, 1)
    assert classroom.standing(classroom.pupils[0]) == ""


def test_opening_a_register_with_known_absences_is_in_the_audit_trail(
    classroom: Classroom,
) -> None:
    ill = classroom.pupils[0]
    PlanFactory(pupil=ill, code="I", start=classroom.day)
    classroom.mark(classroom.pupils[1], "")  # Nothing of its own is saved.
    act = Act.objects.get(act="save_marks")
    assert act.detail == {"marks": 0, "replaced": 0, "known": 1}
