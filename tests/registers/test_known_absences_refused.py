"""A known absence is of a pupil on the roll, of days that can be, with what the school was told."""

from datetime import date, timedelta

import pytest

from audit.models import Act
from registers.actions.record_plan import record_plan
from registers.models import Plan
from registers.roll_refusals import NotInOrder
from schools.models import Enrolment
from tests.registers.classroom import Classroom

DAY = timedelta(days=1)


@pytest.fixture
def record(classroom: Classroom):
    """The office records an illness of the first pupil, of today unless told otherwise."""
    office = classroom.person("office")

    def recorded(**facts) -> Plan:
        known = {
            "start": classroom.day,
            "end": classroom.day,
            "note": "Chickenpox, says the mother.",
        }
        return record_plan(
            by=office,
            pupil=classroom.pupils[0],
            code="I",
            at=classroom.at("8:20"),
            **(known | facts),
        )

    return recorded


def refusal(record, **facts):
    with pytest.raises(NotInOrder) as refused:
        record(**facts)
    assert not Plan.objects.exists()
    assert not Act.objects.exists()
    return [(fault.field, fault.sentence) for fault in refused.value.faults]


def test_before_the_first_day_on_the_roll_it_is_refused_with_the_day(classroom, record):
    Enrolment.objects.filter(pupil=classroom.pupils[0]).update(start=classroom.day + DAY)
    name = classroom.pupils[0].name
    assert refusal(record) == [("start", f"{name} is not on the roll on 12 November 2026.")]
    assert refusal(record, end=classroom.day + DAY)[0][0] == "start"
    record(start=classroom.day + DAY, end=classroom.day + DAY)


def test_after_the_last_day_on_the_roll_it_is_refused_with_the_day(classroom, record):
    Enrolment.objects.filter(pupil=classroom.pupils[0]).update(end=classroom.day)
    name = classroom.pupils[0].name
    assert refusal(record, end=classroom.day + DAY) == [
        ("end", f"{name} leaves the roll on 12 November 2026, before the last day.")
    ]
    after = {"start": classroom.day + DAY, "end": classroom.day + DAY}
    assert refusal(record, **after)[0][0] == "start"
    record()


def test_backwards_or_longer_than_a_school_year_it_is_refused_with_both_days(classroom, record):
    assert refusal(record, end=classroom.day - DAY) == [
        ("end", "The last day, 11 November 2026, lies before the first, 12 November 2026.")
    ]
    [(field, sentence)] = refusal(record, end=classroom.day + 366 * DAY)
    assert field == "end"
    assert "From 12 November 2026 to 13 November 2027 is more than a school year." in sentence
    assert refusal(record, end=date(2126, 11, 12))[0][0] == "end"
    record(end=classroom.day + 365 * DAY)


@pytest.mark.parametrize("note", ["", "  \n", "x" * 2001, "a\x00b"])
def test_a_note_that_says_nothing_or_too_much_is_refused(record, note):
    assert [field for field, _ in refusal(record, note=note)] == ["note"]


def test_a_note_of_two_thousand_letters_is_kept_without_the_spaces_around_it(record):
    assert record(note="x" * 2000).note == "x" * 2000
    assert record(note=" Asthma ").note == "Asthma"


@pytest.mark.parametrize(("half", "stands"), [("AM", True), ("", True), ("noon", False)])
def test_it_is_of_the_morning_the_afternoon_or_both(record, half, stands):
    if stands:
        assert record(half=half).half == half
    else:
        assert [field for field, _ in refusal(record, half=half)] == ["half"]


def test_every_fault_is_said_at_once(classroom, record):
    found = refusal(record, end=classroom.day - DAY, half="x", note=" ")
    assert [field for field, _ in found] == ["end", "half", "note"]
