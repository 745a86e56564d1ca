"""A taken register is amended; it is never rewritten."""

from datetime import UTC, datetime

import pytest

from audit.models import Act
from registers.actions.change_mark import NothingChanged
from registers.models import Register
from registers.refusals import (
    ImpossibleArrival,
    MarkAlreadyChanged,
    NothingMarked,
    NotOnThisRoll,
    NotOpenYet,
    ReasonMissing,
)
from schools.permissions import NotPermitted
from tests.factories.registers import PlanFactory
from tests.registers.classroom import Classroom


def test_the_first_entry_stays_with_who_role_when(classroom: Classroom) -> None:
    classroom.take()
    pupil, office = classroom.pupils[0], classroom.person("office", job_title="Office manager")
    classroom.change(pupil, "M", by=office, reason="  Dentist, card seen ", at="10:15")
    new, old = classroom.entries(pupil)
    assert (old.code, old.entered_by, old.entered_role, old.entered_title, old.entered_at) == (
        "/",
        classroom.teacher,
        "class_teacher",
        "Class teacher, Year 4",
        classroom.at("8:55"),
    )
    assert (old.closed_at, old.closed_by) == (classroom.at("10:15"), office)
    assert (new.code, new.entered_by, new.entered_role, new.entered_title, new.entered_at) == (
        "M",
        office,
        "office",
        "Office manager",
        classroom.at("10:15"),
    )
    assert (new.amendment, new.reason, new.source) == (True, "Dentist, card seen", "office")


def test_an_amendment_is_one_audit_entry_with_its_reason(classroom: Classroom) -> None:
    classroom.take()
    new = classroom.change(classroom.pupils[0], "N", reason="Was not there after all")
    [act] = Act.objects.filter(school=classroom.school, act="change_mark")
    assert (act.subject_id, act.by, act.reason) == (
        new.pk,
        classroom.teacher,
        "Was not there after all",
    )
    assert act.detail == {"from": "/", "to": "N"}


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_an_amendment_without_a_reason_is_refused(classroom: Classroom, reason: str) -> None:
    classroom.take()
    before = classroom.saved_rows()
    with pytest.raises(ReasonMissing):
        classroom.change(classroom.pupils[0], "N", reason=reason)
    assert classroom.saved_rows() == before


def test_a_submitted_mark_is_never_cleared(classroom: Classroom) -> None:
    classroom.take()
    before = classroom.saved_rows()
    with pytest.raises(NothingMarked):
        classroom.change(classroom.pupils[0], "")
    assert classroom.saved_rows() == before


def test_the_mark_that_stands_already_is_no_change(classroom: Classroom) -> None:
    classroom.take()
    before = classroom.saved_rows()
    with pytest.raises(NothingChanged):
        classroom.change(classroom.pupils[0], "/")
    assert classroom.saved_rows() == before


def test_whoever_has_not_seen_the_latest_entry_looks_again_first(classroom: Classroom) -> None:
    classroom.take()
    pupil = classroom.pupils[0]
    seen = classroom.entries(pupil)[0].pk
    classroom.change(pupil, "N", by=classroom.person("office"))
    before = classroom.saved_rows()
    with pytest.raises(MarkAlreadyChanged):
        classroom.change(pupil, "L", minutes=5, seen=seen)
    assert classroom.saved_rows() == before


def test_every_amendment_stays_in_the_history(classroom: Classroom) -> None:
    classroom.take()
    pupil = classroom.pupils[0]
    classroom.change(pupil, "N", reason="Not there")
    classroom.change(pupil, "L", minutes=40, reason="Came at half past nine", at="10:00")
    assert [(mark.code, mark.reason) for mark in classroom.entries(pupil)] == [
        ("U", "Came at half past nine"),
        ("N", "Not there"),
        ("/", ""),
    ]
    assert classroom.standing(pupil) == "U"


def test_an_amended_arrival_is_judged_like_any_other(classroom: Classroom) -> None:
    classroom.take()
    before = classroom.saved_rows()
    with pytest.raises(ImpossibleArrival):
        classroom.change(classroom.pupils[0], "L", minutes=300)
    assert classroom.saved_rows() == before


def test_another_class_s_pupil_is_not_on_this_register(classroom: Classroom) -> None:
    classroom.take()
    other = Classroom(pupils=1, school=classroom.school)
    with pytest.raises(NotOnThisRoll):
        classroom.change(other.pupils[0], "N", by=classroom.person("office"))
    assert other.entries(other.pupils[0]) == []


def test_the_teacher_corrects_their_own_register_until_the_session_ends(
    classroom: Classroom,
) -> None:
    classroom.take()
    classroom.change(classroom.pupils[0], "N", at="11:59")
    before = classroom.saved_rows()
    with pytest.raises(NotPermitted, match="School office"):
        classroom.change(classroom.pupils[1], "N", at="12:00")
    assert classroom.saved_rows() == before


@pytest.mark.parametrize("role", ["office", "family_liaison", "attendance_lead", "headteacher"])
def test_a_past_day_is_amended_by_those_who_amend(classroom: Classroom, role: str) -> None:
    classroom.take()
    classroom.change(
        classroom.pupils[0], "M", by=classroom.person(role), on=classroom.day.replace(day=20)
    )
    assert classroom.standing(classroom.pupils[0]) == "M"


@pytest.mark.parametrize("role", ["class_teacher", "safeguarding_lead", "senco", "governor"])
def test_nobody_else_amends_a_past_day(classroom: Classroom, role: str) -> None:
    classroom.take()
    before = classroom.saved_rows()
    by = classroom.teacher if role == "class_teacher" else classroom.person(role)
    with pytest.raises(NotPermitted):
        classroom.change(classroom.pupils[0], "N", by=by, on=classroom.day.replace(day=20))
    assert classroom.saved_rows() == before


def test_a_past_day_that_was_never_marked_takes_marks_from_those_who_amend(
    classroom: Classroom,
) -> None:
    later = classroom.day.replace(day=20)
    with pytest.raises(NotPermitted):
        classroom.mark(classroom.pupils[0], "/", on=later)
    assert classroom.saved_rows() == (0, 0, 0)
    classroom.mark(classroom.pupils[0], "/", by=classroom.person("office"), on=later)
    assert classroom.standing(classroom.pupils[0]) == "/"


def test_nothing_is_changed_before_the_register_opens(classroom: Classroom) -> None:
    with pytest.raises(NotOpenYet):
        classroom.change(classroom.pupils[0], "M", by=classroom.person("office"), at="8:00")
    assert classroom.saved_rows() == (0, 0, 0)


def test_a_newcomer_to_a_taken_register_gets_a_first_entry_with_the_reason_as_its_note(
    classroom: Classroom,
) -> None:
    classroom.take()
    late_joiner = classroom.newcomer()
    classroom.change(late_joiner, "/", by=classroom.person("office"), reason="Started today")
    [mark] = classroom.entries(late_joiner)
    assert (mark.amendment, mark.reason, mark.comment) == (False, "", "Started today")


def test_a_mark_of_a_loaded_register_is_amended_too(classroom: Classroom) -> None:
    classroom.mark_all()
    Register.objects.filter(school=classroom.school).update(
        imported_at=datetime(2026, 11, 20, tzinfo=UTC)
    )
    mark = classroom.change(classroom.pupils[0], "N")
    assert (mark.amendment, mark.reason) == (True, "The bus was late")


def test_a_change_in_a_register_nobody_has_begun_brings_the_known_absences(
    classroom: Classroom,
) -> None:
    first, second, _ = classroom.pupils
    PlanFactory(pupil=second, code="I", start=classroom.day)
    classroom.change(first, "M", by=classroom.person("office"))
    assert (classroom.standing(first), classroom.standing(second)) == ("M", "I")


def test_a_reason_that_nobody_can_see_is_none(classroom: Classroom) -> None:
    classroom.take()
    with pytest.raises(ReasonMissing):
        classroom.change(classroom.pupils[0], "N", reason="\u200b \u2060")
