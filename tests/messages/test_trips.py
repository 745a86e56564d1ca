"""A trip is offered to the pupils who go, and written when somebody says so."""

from datetime import timedelta

import pytest

from audit.models import Act
from registers.changes import Change
from registers.models import Activity, Plan
from registers.outing import Outing, faults_of
from registers.queries.activities import going
from registers.refusals import CodeNotPermitted
from registers.roll_refusals import NotInOrder
from rules.sessions import Session
from schools.models import Enrolment, Pupil, School
from tests.factories.registers import PlanFactory
from tests.factories.roll import TimetableFactory
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY

WEDNESDAY = THURSDAY - timedelta(days=1)
WORDS = "Castle visit, Leeds Castle, with Miss Okonjo"


def faults(trip, *pupils, **facts):
    with pytest.raises(NotInOrder) as refused:
        trip(*pupils, **facts)
    assert not Activity.objects.exists()
    assert not Plan.objects.exists()
    assert not Act.objects.exists()
    return {fault.field: fault.sentence for fault in refused.value.faults}


def test_it_is_offered_and_not_written(desk, trip):
    trip(desk.kofi, desk.ama)
    assert desk.opens() == 0
    row, stays = desk.page().rows[0], desk.page().rows[2]
    assert (row.offered, row.note, row.code) == ("V", "Trip", "")
    assert stays.offered == ""


def test_when_somebody_says_so_the_mark_says_what_it_was_and_where(desk, trip):
    trip()
    desk.mark(desk.kofi, "V")
    [mark] = desk.entries(desk.kofi)
    assert (mark.code, mark.comment) == ("V", WORDS)
    desk.mark(desk.ama, "/")
    desk.mark(desk.theo, "/")
    desk.submit()
    assert desk.change(desk.ama, "V", by=desk.clerk, reason="She went after all").comment == WORDS


def test_a_teacher_enters_v_without_words_where_there_is_no_trip(desk):
    desk.mark(desk.kofi, "V")
    assert desk.entries(desk.kofi)[0].comment == ""


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("P", {}),
        ("W", {}),
        ("B", {"arranged_by": "school", "in_person": True}),
        ("K", {"arranged_by": "authority", "in_person": True}),
    ],
)
def test_what_the_office_recorded_a_teacher_enters_from_the_row(desk, trip, code, facts):
    trip(desk.kofi, code=code, **facts)
    desk.mark(desk.kofi, code)
    assert desk.entries(desk.kofi)[0].comment == WORDS
    with pytest.raises(CodeNotPermitted):
        desk.save(Change(desk.ama.pk, code, comment="With them"))


def test_it_is_kept_in_one_audit_entry(desk, trip):
    made = trip(first_half="PM", last_day=FRIDAY, last_half="AM", nature=" Castle visit ")
    assert (made.nature, made.recorded_by, made.recorded_role) == (
        "Castle visit",
        desk.clerk,
        "office",
    )
    [act] = Act.objects.all()
    assert act.detail == {"code": "V", "pupils": [pupil.pk for pupil in desk.pupils]}
    assert desk.expected(desk.kofi) == ["", "V", "V", ""]


def test_a_known_absence_that_is_told_later_decides(desk, trip):
    trip()
    desk.record(desk.kofi)
    assert desk.expected(desk.kofi, [THURSDAY]) == ["I", "I"]
    assert desk.expected(desk.ama, [THURSDAY]) == ["V", "V"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"nature": " "}, "nature"),
        ({"place": ""}, "place"),
        ({"supervised_by": ""}, "supervised_by"),
        ({"nature": "x" * 201}, "nature"),
        ({"first_day": WEDNESDAY}, "first_day"),
        ({"last_day": WEDNESDAY}, "last_day"),
        ({"last_day": THURSDAY + timedelta(days=800)}, "last_day"),
        ({"first_half": "PM", "last_half": "AM"}, "last_half"),
        ({"code": "K", "arranged_by": "school", "in_person": True}, "code"),
        ({"code": "B", "arranged_by": "school"}, "code"),
        ({"code": ""}, "code"),
        ({"last_half": "noon"}, "first_half"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(trip, facts, field):
    assert field in faults(trip, **facts)


@pytest.mark.parametrize("code", ["I", "M", "/"])
def test_no_other_code_is_an_activity(trip, code):
    assert "Choose what kind" in faults(trip, code=code)["code"]


def test_more_pupils_than_a_school_has_are_refused():
    known = {"nature": "x", "place": "y", "supervised_by": "z"}
    outing = Outing(code="V", first_day=THURSDAY, last_day=THURSDAY, **known)
    school = School(phase="primary")
    [fault] = faults_of(outing, [Pupil()] * 5000, school=school, today=THURSDAY)
    assert fault == ("pupils", "Choose at most 1,500 pupils at once.")


def test_who_is_not_on_the_roll_then_is_named(desk, trip):
    Enrolment.objects.filter(pupil=desk.ama).update(end=THURSDAY)
    said = faults(trip, last_day=FRIDAY)["pupils"]
    assert said == f"{desk.ama.name} is not on the roll on all of these days."


def test_another_day_of_the_week_or_half_of_the_day_is_in_nobodys_way(desk):
    PlanFactory(pupil=desk.kofi, code="D", start=THURSDAY, end=MONDAY, weekday=FRIDAY.weekday())
    PlanFactory(pupil=desk.ama, code="I", start=THURSDAY, half="PM")
    PlanFactory(pupil=desk.theo, code="D", start=THURSDAY, end=MONDAY, weekday=MONDAY.weekday())
    morning, monday = Session(THURSDAY, "AM"), Session(MONDAY, "PM")
    said = going(pupils=desk.pupils, first=morning, last=morning, on=THURSDAY)
    assert [row.already for row in said] == [[], [], []]
    said = going(pupils=desk.pupils, first=morning, last=monday, on=THURSDAY)
    assert [len(row.already) for row in said] == [1, 1, 1]


def test_b_is_refused_at_the_other_school_of_a_pupil(desk, trip):
    TimetableFactory(
        pupil=desk.kofi, kind="dual", other_school="Alder Special School", start=THURSDAY, end=None,
        agreed_with=None, agreed_on=None,
    )  # fmt: skip
    facts = {"code": "B", "arranged_by": "school", "in_person": True}
    said = faults(trip, place="Alder Special School", **facts)["code"]
    assert "sessions there are D" in said


def test_who_is_ill_or_goes_elsewhere_is_pointed_out_beforehand(desk, trip):
    desk.record(desk.kofi, last_day=THURSDAY)
    trip(desk.ama, nature="Football")
    desk.save(Change(desk.theo.pk, "/"), half="PM", at="13:40")
    first = Outing(
        code="V", nature="x", place="y", supervised_by="z", first_day=THURSDAY, last_day=THURSDAY
    )
    rows = going(pupils=desk.pupils, first=first.first, last=first.last, on=THURSDAY)
    assert [(row.already, row.stays) for row in rows] == [
        (
            [
                "Expected: illness (I)",
                "Marked on the afternoon of 12 November 2026: illness (I)",
            ],
            True,
        ),
        (["Goes to Football as well"], True),
        (["Marked on the afternoon of 12 November 2026: present"], False),
    ]


def test_a_trip_whose_button_was_pressed_twice_is_one_trip(desk, trip):
    assert trip(desk.kofi, desk.ama) == trip(desk.kofi, desk.ama)
    assert Activity.objects.count() == 1
    assert trip(desk.kofi) != trip(desk.kofi, place="Dover")
