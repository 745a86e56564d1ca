"""What the office has on record for a session, and what it has taken back."""

import pytest

from registers.changes import Change
from registers.refusals import CodeNotPermitted
from tests.factories.registers import PlanFactory
from tests.registers.classroom import Classroom


def test_a_code_that_the_office_took_back_is_no_longer_known(classroom: Classroom) -> None:
    pupil, office = classroom.pupils[0], classroom.person("office")
    classroom.save(Change(pupil.pk, "I"), by=office)
    assert classroom.page().rows[0].known == "I"
    classroom.save(Change(pupil.pk, ""), by=office)
    row = classroom.page().rows[0]
    assert (row.code, row.known, row.note) == ("", "", "")
    with pytest.raises(CodeNotPermitted):
        classroom.mark(pupil, "I")


def test_a_code_that_the_office_replaced_is_no_longer_known(classroom: Classroom) -> None:
    pupil, office = classroom.pupils[0], classroom.person("office")
    classroom.save(Change(pupil.pk, "I"), by=office)
    classroom.save(Change(pupil.pk, "/"), by=office)
    assert classroom.page().rows[0].known == ""


def test_a_teacher_may_restore_what_the_office_recorded_after_marking_over_it(
    classroom: Classroom,
) -> None:
    pupil, office = classroom.pupils[0], classroom.person("office")
    classroom.save(Change(pupil.pk, "I"), by=office)
    classroom.mark(pupil, "/")
    assert classroom.page().rows[0].known == "I"
    classroom.mark(pupil, "I")
    assert [mark.code for mark in classroom.entries(pupil)] == ["I", "/", "I"]


def test_a_late_arrival_that_the_office_recorded_is_not_what_absent_writes(
    classroom: Classroom,
) -> None:
    pupil, office = classroom.pupils[0], classroom.person("office")
    classroom.save(Change(pupil.pk, "U", minutes=45), by=office, at="9:40")
    row = classroom.page(at="9:41").rows[0]
    assert (row.code, row.minutes, row.known) == ("U", 45, "")


def test_y5_is_not_entered_by_a_teacher_even_where_it_is_recorded(classroom: Classroom) -> None:
    pupil, head = classroom.pupils[0], classroom.person("headteacher")
    classroom.save(Change(pupil.pk, "Y5"), by=head)
    classroom.mark(pupil, "/")
    assert classroom.page().rows[0].known == ""
    with pytest.raises(CodeNotPermitted):
        classroom.mark(pupil, "Y5")


def test_a_planned_absence_that_has_become_a_mark_was_seen_as_a_plan(
    classroom: Classroom,
) -> None:
    ill, other = classroom.pupils[:2]
    PlanFactory(pupil=ill, code="I", start=classroom.day)
    classroom.mark(other, "/")
    answer = classroom.save(Change(ill.pk, "/", seen_version=0))
    assert answer.conflicts == []
    assert [mark.code for mark in classroom.entries(ill)] == ["/", "I"]


def test_a_mark_that_somebody_made_over_a_plan_is_never_overwritten_unseen(
    classroom: Classroom,
) -> None:
    ill, other = classroom.pupils[:2]
    PlanFactory(pupil=ill, code="I", start=classroom.day)
    classroom.mark(other, "/")
    classroom.save(Change(ill.pk, "M"), by=classroom.person("office"))
    answer = classroom.save(Change(ill.pk, "/", seen_version=0))
    assert [conflict.code for conflict in answer.conflicts] == ["M"]
    assert [mark.code for mark in classroom.entries(ill)] == ["M", "I"]
