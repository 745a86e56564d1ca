"""What nobody may enter for many pupils at once, each answered in one sentence."""

from datetime import date

import pytest

from registers.bulk_wanted import CLASSES, PUPILS, YEARS, BulkRefused
from registers.models import Mark, Plan
from registers.queries.bulk_effect import NotOnTheRoll
from registers.refusals import CodeNotPermitted, NeedsTheHeadteacher
from rules.sessions import Session as Half
from schools.permissions import NotPermitted
from tests.bulk.many import FRIDAY, Many
from tests.factories.people import PupilFactory
from tests.registers.classroom import THURSDAY, Classroom


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("Y4", "close the school in the calendar"),
        ("#", "enter the closure in the calendar"),
        ("Z", "never recorded"),
        ("D", "registration at another school"),
        ("X", "the age of each pupil"),
        ("C2", "part-time timetable"),
        ("E", "suspension"),
        ("L", "when each pupil came"),
        ("U", "when each pupil came"),
        ("/", "Whoever sees a pupil"),
        ("V", "record it as a trip"),
        ("B", "record it as a trip"),
        ("P", "record it as a trip"),
        ("Y3", "only for the pupils who could not be taken in"),
        ("C", "before it begins"),
    ],
)
def test_a_code_that_is_not_for_many_is_refused_with_what_to_do(
    many: Many, code: str, sentence: str
) -> None:
    for by in (many.person, many.kestrel.person("headteacher")):
        with pytest.raises(BulkRefused, match=sentence):
            many.enter(code, seen="", by=by)
    assert Mark.objects.count() == 0


@pytest.mark.parametrize("code", ["ZZ", "", "H", "Ж"])
def test_what_is_no_code_of_the_day_is_refused(many: Many, code: str) -> None:
    with pytest.raises(BulkRefused) as refusal:
        many.enter(code, seen="")
    assert refusal.value.field == "code"


@pytest.mark.parametrize("code", ["N", "O"])
def test_nobody_is_absent_without_a_reason_in_a_session_to_come(many: Many, code: str) -> None:
    with pytest.raises(BulkRefused, match="only for sessions that have begun"):
        many.enter(code, last=Half(FRIDAY, "AM"), seen="")


def test_leave_before_it_begins_is_the_headteachers(many: Many) -> None:
    to_come = {"first": Half(FRIDAY, "AM"), "reason": "A funeral of the whole choir"}
    with pytest.raises(NeedsTheHeadteacher):
        many.enter("C", **to_come)
    many.enter("C", by=many.kestrel.person("headteacher"), **to_come)
    assert Plan.objects.filter(school=many.school, code="C").count() == 6


def test_y5_is_entered_only_by_those_who_see_it(many: Many) -> None:
    chosen = {"whom": PUPILS, "keys": frozenset({many.kestrel.pupils[0].pk})}
    with pytest.raises(CodeNotPermitted, match="safeguarding"):
        many.enter("Y5", **chosen)
    many.enter("Y5", by=many.kestrel.person("headteacher"), **chosen)
    assert many.codes() == ["Y5", "", ""]


@pytest.mark.parametrize(
    "role", ["class_teacher", "family_liaison", "safeguarding_lead", "governor", "admin"]
)
def test_only_those_of_the_table_enter_for_many(many: Many, role: str) -> None:
    change = many.enter()
    with pytest.raises(NotPermitted):
        many.enter("Y1", by=many.kestrel.person(role), seen="")
    with pytest.raises(NotPermitted):
        many.undo(change, by=many.kestrel.person(role))
    assert many.codes() == ["Y2", "Y2", "Y2"]


@pytest.mark.parametrize(
    ("facts", "sentence", "field"),
    [
        ({"whom": "everybody"}, "Choose for whom", "whom"),
        ({"whom": YEARS}, "Choose a year group", "years"),
        ({"whom": CLASSES}, "Choose a class", "classes"),
        ({"whom": PUPILS}, "Choose the pupils", "pupils"),
        ({"whom": PUPILS, "keys": frozenset(range(5000))}, "at most 300 pupils by name", "pupils"),
        ({"whom": YEARS, "keys": frozenset({"13"})}, "Nobody is on the roll", "years"),
        ({"last": Half(date(2028, 11, 11), "PM")}, "more than a school year", "last_day"),
        ({"last": Half(date(2027, 11, 13), "PM")}, "more than a school year", "last_day"),
        ({"last": Half(date(2026, 11, 11), "PM")}, "lies before the first", "last_day"),
        (
            {"first": Half(THURSDAY, "PM"), "last": Half(THURSDAY, "AM")},
            "ends in the morning",
            "last_half",
        ),
        ({"first": Half(THURSDAY, "XX")}, "morning or the afternoon", "first_half"),
        ({"first": Half(date(2027, 12, 1), "AM")}, "more than a year ahead", "last_day"),
        ({"first": Half(date(2026, 11, 14), "AM")}, "does not meet in any", "first_day"),
        ({"first": Half(date(2024, 6, 3), "AM")}, "from 19 August 2024", "code"),
        ({"reason": "  "}, "Enter the reason", "reason"),
        ({"reason": "x" * 501}, "at most 500", "reason"),
        ({"reason": "a\x00b"}, "at most 500", "reason"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_in_a_sentence(
    many: Many, facts: dict[str, object], sentence: str, field: str
) -> None:
    with pytest.raises(BulkRefused, match=sentence) as refusal:
        many.enter(seen="", **facts)
    assert refusal.value.field == field
    assert Mark.objects.count() == 0


def test_a_pupil_of_another_school_or_off_the_roll_gets_one_and_the_same_sentence(
    many: Many,
) -> None:
    chosen = many.kestrel.pupils[0]
    sentences = set()
    for other in (Classroom().pupils[0], PupilFactory(school=many.school)):
        with pytest.raises(NotOnTheRoll) as refusal:
            many.enter(whom=PUPILS, keys=frozenset({chosen.pk, other.pk}), seen="")
        sentences.add(str(refusal.value))
    with pytest.raises(NotOnTheRoll) as refusal:
        many.enter(whom=PUPILS, keys=frozenset({chosen.pk, 10**9}), seen="")
    assert sentences == {str(refusal.value)}
    assert many.codes() == ["", "", ""]


def test_the_classes_of_another_school_are_not_touched(many: Many) -> None:
    other = Many()
    many.enter()
    with pytest.raises(BulkRefused, match="Nobody is on the roll"):
        many.enter(whom=CLASSES, keys=frozenset({other.kestrel.school_class.pk}), seen="")
    assert other.codes() == ["", "", ""]


def test_more_than_the_most_is_refused_with_the_number(
    many: Many, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("registers.queries.bulk_effect.MOST", 5)
    with pytest.raises(BulkRefused, match="That is 6 sessions of pupils; 5 is the most"):
        many.preview()
