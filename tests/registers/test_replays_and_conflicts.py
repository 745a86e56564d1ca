"""A change that comes twice is saved once; one that did not see the latest mark is reported."""

from uuid import uuid4

import pytest

from registers.changes import Change
from registers.refusals import Refused
from tests.registers.classroom import Classroom


def test_the_same_change_sent_twice_is_saved_once(classroom: Classroom) -> None:
    change = Change(classroom.pupils[0].pk, "N", client_id=uuid4())
    first, second = classroom.save(change), classroom.save(change, at="9:01")
    assert len(classroom.entries(classroom.pupils[0])) == 1
    assert first.marks == second.marks


def test_a_change_that_comes_again_late_does_not_bring_the_old_mark_back(
    classroom: Classroom,
) -> None:
    pupil = classroom.pupils[0]
    old = Change(pupil.pk, "N", client_id=uuid4())
    classroom.save(old)
    classroom.save(Change(pupil.pk, "/", client_id=uuid4()), at="8:57")
    answer = classroom.save(old, at="9:05")
    assert [kept.code for kept in answer.marks] == ["/"]
    assert [mark.code for mark in classroom.entries(pupil)] == ["/", "N"]


def test_a_number_of_another_pupils_change_is_refused(classroom: Classroom) -> None:
    number = uuid4()
    classroom.save(Change(classroom.pupils[0].pk, "N", client_id=number))
    before = classroom.saved_rows()
    with pytest.raises(Refused):
        classroom.save(Change(classroom.pupils[1].pk, "N", client_id=number))
    assert classroom.saved_rows() == before


def test_a_mark_that_somebody_else_changed_meanwhile_stands_and_is_reported(
    classroom: Classroom,
) -> None:
    pupil = classroom.pupils[0]
    office = classroom.person("office", forename="Grace", surname="Hall")
    classroom.mark(pupil, "M", by=office, at="8:53")
    saved = classroom.save(Change(pupil.pk, "/", seen_version=0), at="8:55")
    [conflict] = saved.conflicts
    assert (conflict.code, conflict.by_name, conflict.role) == (
        "M",
        "Grace Hall",
        "office",
    )
    assert conflict.at == classroom.at("8:53")
    assert classroom.standing(pupil) == "M"


def test_one_conflict_does_not_hold_up_the_other_marks(classroom: Classroom) -> None:
    first, second, _ = classroom.pupils
    classroom.mark(first, "M", by=classroom.person("office"))
    saved = classroom.save(
        Change(first.pk, "/", seen_version=0), Change(second.pk, "/", seen_version=0)
    )
    assert (len(saved.conflicts), len(saved.marks), saved.left) == (1, 1, 1)
    assert classroom.standing(second) == "/"


def test_whoever_has_seen_the_mark_may_replace_it(classroom: Classroom) -> None:
    pupil = classroom.pupils[0]
    [kept] = classroom.mark(pupil, "N").marks
    saved = classroom.save(Change(pupil.pk, "/", seen_version=kept.version))
    assert saved.conflicts == []
    assert classroom.standing(pupil) == "/"


def test_a_mark_cleared_meanwhile_is_reported_too(classroom: Classroom) -> None:
    pupil = classroom.pupils[0]
    [kept] = classroom.mark(pupil, "N").marks
    classroom.mark(pupil, "")
    [conflict] = classroom.save(Change(pupil.pk, "/", seen_version=kept.version)).conflicts
    assert (conflict.code, conflict.version) == ("", 0)


def test_a_change_whose_answer_was_lost_is_no_refusal_once_the_register_was_taken(
    classroom: Classroom,
) -> None:
    pupil = classroom.pupils[0]
    change = Change(pupil.pk, "N", client_id=uuid4())
    [kept] = classroom.save(change).marks
    classroom.mark_all("/", by=classroom.person("office"))
    classroom.mark(pupil, "I", by=classroom.person("office"))
    classroom.submit(by=classroom.person("office"))
    before = classroom.saved_rows()
    [again] = classroom.save(change, at="9:02").marks
    assert (again.code, again.version != kept.version) == ("I", True)
    with pytest.raises(Refused):
        classroom.save(change, Change(classroom.pupils[1].pk, "N", client_id=uuid4()))
    assert classroom.saved_rows() == before


def test_a_pupil_of_another_class_or_school_is_refused_in_the_same_words(
    classroom: Classroom,
) -> None:
    told = set()
    for room in (Classroom(school=classroom.school), Classroom()):
        with pytest.raises(Refused) as refusal:
            classroom.save(
                Change(classroom.pupils[0].pk, "/", client_id=uuid4()),
                Change(room.pupils[0].pk, "N", client_id=uuid4()),
            )
        told.add(str(refusal.value))
    assert told == {"This pupil is not on this register today. Nothing was saved."}
    assert classroom.saved_rows() == (0, 0, 0)
