"""What people read who type a code that is not theirs, and what they may take back."""

import pytest

from registers.changes import Change
from registers.refusals import CodeNotPermitted, NeedsTheHeadteacher
from tests.factories.registers import PlanFactory
from tests.registers.classroom import Classroom

SENTENCES = {
    "C2": "C2 needs an agreed timetable, and this pupil has none.",
    "D": "D needs an agreed timetable, and this pupil has none.",
    "Z": "Z is never recorded for a pupil on the roll.",
    "#": "# is never recorded for a pupil on the roll.",
}


@pytest.mark.parametrize("role", ["office", "headteacher"])
@pytest.mark.parametrize("code", SENTENCES)
def test_what_nobody_types_says_why(classroom: Classroom, role: str, code: str) -> None:
    with pytest.raises(CodeNotPermitted) as refusal:
        classroom.mark(classroom.pupils[0], code, by=classroom.person(role))
    assert str(refusal.value) == SENTENCES[code]
    assert classroom.saved_rows() == (0, 0, 0)


def test_the_office_leaves_y5_to_those_who_look_after_safeguarding(classroom: Classroom) -> None:
    with pytest.raises(CodeNotPermitted) as refusal:
        classroom.mark(classroom.pupils[0], "Y5", by=classroom.person("office"))
    assert str(refusal.value) == "Y5 is recorded by those who look after safeguarding."
    assert classroom.saved_rows() == (0, 0, 0)


def test_a_teacher_gives_p_where_the_office_offers_it(classroom: Classroom) -> None:
    offered, other, _ = classroom.pupils
    PlanFactory(pupil=offered, code="P", start=classroom.day)
    classroom.mark(offered, "P")
    assert classroom.standing(offered) == "P"
    with pytest.raises(CodeNotPermitted, match="P means sporting activity"):
        classroom.mark(other, "P")


def test_whoever_overwrites_a_granted_code_by_mistake_may_take_that_back(
    classroom: Classroom,
) -> None:
    pupil, office = classroom.pupils[0], classroom.person("office")
    classroom.save(
        Change(pupil.pk, "C", comment="A wedding"), by=classroom.person("headteacher"), at="8:51"
    )
    classroom.mark(pupil, "/", by=office, at="8:52")
    classroom.mark(pupil, "C", by=office, at="8:53")
    assert classroom.entries(pupil)[0].comment == "A wedding"
    assert classroom.standing(pupil) == "C"
    with pytest.raises(NeedsTheHeadteacher):
        classroom.mark(classroom.pupils[1], "C", by=office, at="8:54")


def test_the_headteacher_alone_records_t() -> None:
    assert str(NeedsTheHeadteacher("T")) == "Only the headteacher records T."
