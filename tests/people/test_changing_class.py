"""A pupil changes class from a day on, unless marks stand in the way."""

from datetime import date
from typing import Any

import pytest

from audit.models import Act
from registers.actions.move_class import move_class
from registers.queries.roll import roll
from schools.actions.change_class import change_class
from schools.models import ClassMembership, FactChange, Pupil, SchoolClass
from schools.permissions import NotPermitted
from schools.refusals import Refused
from tests.factories.people import (
    ClassMembershipFactory,
    EnrolmentFactory,
    PupilFactory,
    SchoolClassFactory,
    UserFactory,
)
from tests.people.office import Office

FRIDAY = date(2026, 11, 13)


@pytest.fixture
def oak(office: Office) -> SchoolClass:
    return SchoolClassFactory(school=office.school, name="Oak")


def last(pupil: Pupil) -> ClassMembership:
    return ClassMembership.objects.filter(pupil=pupil).latest("start")


def move(office: Office, pupil: Pupil, to: SchoolClass, **other: Any) -> ClassMembership:
    asked = {"year_group": "4", "on": FRIDAY, "seen": last(pupil).pk, "by": office.person}
    return move_class(
        pupil_id=pupil.pk, class_id=to.pk, at=office.room.at("8:55"), **{**asked, **other}
    )


def spans(pupil: Pupil) -> list[tuple[str, str, date, date | None]]:
    rows = ClassMembership.objects.filter(pupil=pupil).order_by("start")
    return [(one.school_class.name, one.year_group, one.start, one.end) for one in rows]


def test_the_next_register_shows_the_pupil_in_the_new_class(
    office: Office, oak: SchoolClass
) -> None:
    pupil = office.room.pupils[0]
    answer = office.post(
        "change_class",
        pupil.pk,
        school_class=oak.pk,
        year_group="5",
        on=FRIDAY.isoformat(),
        seen=last(pupil).pk,
    )
    assert answer.url == office.address("pupil", pupil.pk)
    old = office.room.school_class
    assert spans(pupil) == [
        (old.name, "4", date(2025, 9, 1), office.today),
        ("Oak", "5", FRIDAY, None),
    ]
    assert pupil in [one.pupil for one in roll(school_class=old, day=office.today)]
    assert pupil not in [one.pupil for one in roll(school_class=old, day=FRIDAY)]
    assert [one.pupil for one in roll(school_class=oak, day=FRIDAY)] == [pupil]
    change = FactChange.objects.get(pupil=pupil, fact="class")
    assert change.after == "Oak, Year 5, from 13 November 2026"
    assert Act.objects.get(act="change_class").detail["on"] == "2026-11-13"


def test_marks_of_the_old_class_stand_in_the_way_of_their_day(
    office: Office, oak: SchoolClass
) -> None:
    pupil = office.room.pupils[0]
    office.room.mark(pupil, "/")
    with pytest.raises(Refused) as refusal:
        move(office, pupil, oak, on=office.today)
    name = office.room.school_class.name
    assert str(refusal.value) == (
        f"Marks stand in the register of {name} up to 12 November 2026. Choose a later day."
    )
    assert refusal.value.field == "on"
    assert len(spans(pupil)) == 1
    assert move(office, pupil, oak).start == FRIDAY


def test_a_cleared_mark_and_marks_of_others_stand_in_no_way(
    office: Office, oak: SchoolClass
) -> None:
    pupil, other = office.room.pupils[:2]
    office.room.mark(other, "/")
    office.room.mark(pupil, "/")
    office.room.mark(pupil, "")
    assert move(office, pupil, oak, on=office.today).start == office.today


def test_another_year_group_in_the_same_class_needs_no_later_day(office: Office) -> None:
    pupil = office.room.pupils[0]
    office.room.mark(pupil, "/")
    moved = move(office, pupil, office.room.school_class, year_group="5", on=office.today)
    assert (moved.year_group, moved.start) == ("5", office.today)


def test_no_class_before_the_starting_day(office: Office, oak: SchoolClass) -> None:
    with pytest.raises(Refused, match="starts on 1 September 2025") as refusal:
        move(office, office.room.pupils[0], oak, on=date(2025, 8, 31))
    assert refusal.value.field == "on"


def test_no_class_after_the_last_day(office: Office, oak: SchoolClass) -> None:
    pupil = PupilFactory(school=office.school)
    stay = EnrolmentFactory(pupil=pupil, end=date(2026, 12, 18))
    ClassMembershipFactory(school_class=office.room.school_class, enrolment=stay)
    with pytest.raises(Refused, match="is not on the roll on 4 January 2027"):
        move(office, pupil, oak, on=date(2027, 1, 4))
    assert move(office, pupil, oak, on=date(2026, 12, 1)).end == date(2026, 12, 18)


def test_on_the_starting_day_the_class_is_replaced(office: Office, oak: SchoolClass) -> None:
    pupil = office.room.pupils[0]
    move(office, pupil, oak, on=date(2025, 9, 1))
    assert spans(pupil) == [("Oak", "4", date(2025, 9, 1), None)]


def test_an_earlier_day_takes_the_place_of_a_change_that_lies_ahead(
    office: Office, oak: SchoolClass
) -> None:
    pupil, old = office.room.pupils[0], office.room.school_class.name
    move(office, pupil, oak, on=date(2027, 1, 4))
    elm = SchoolClassFactory(school=office.school, name="Elm")
    move(office, pupil, elm)
    assert spans(pupil) == [
        (old, "4", date(2025, 9, 1), office.today),
        ("Elm", "4", FRIDAY, None),
    ]


def test_a_change_that_another_cancels_is_in_the_history_and_said(
    office: Office, oak: SchoolClass
) -> None:
    pupil, old = office.room.pupils[0], office.room.school_class.name
    move(office, pupil, oak, on=date(2027, 1, 4))
    elm = SchoolClassFactory(school=office.school, name="Elm")
    typed = {"school_class": elm.pk, "year_group": "4", "on": FRIDAY.isoformat()}
    answer = office.post("change_class", pupil.pk, **typed, seen=last(pupil).pk)
    assert (
        "The change to Oak, Year 4 from 4 January 2027 is cancelled."
        in office.client.get(answer.url).text
    )
    planned, was = "Oak, Year 4, from 4 January 2027", f"{old}, Year 4, from 1 September 2025"
    lines = FactChange.objects.filter(pupil=pupil, fact="class").order_by("pk")
    assert list(lines.values_list("before", "after")) == [
        (was, planned),
        (planned, ""),
        (was, "Elm, Year 4, from 13 November 2026"),
    ]


def test_a_change_that_cancels_none_speaks_of_none(office: Office, oak: SchoolClass) -> None:
    pupil = office.room.pupils[0]
    typed = {"school_class": oak.pk, "year_group": "4", "on": FRIDAY.isoformat()}
    answer = office.post("change_class", pupil.pk, **typed, seen=last(pupil).pk)
    assert "cancelled" not in office.client.get(answer.url).text


def test_the_class_that_the_pupil_has_is_no_change(office: Office) -> None:
    with pytest.raises(Refused, match="then already"):
        move(office, office.room.pupils[0], office.room.school_class)


def test_the_second_of_two_is_told_where_the_pupil_is_now(office: Office, oak: SchoolClass) -> None:
    pupil = office.room.pupils[0]
    seen = last(pupil).pk
    move(office, pupil, oak)
    elm = SchoolClassFactory(school=office.school, name="Elm")
    typed = {
        "school_class": elm.pk,
        "year_group": "4",
        "on": FRIDAY.isoformat(),
        "seen": seen,
    }
    answer = office.post("change_class", pupil.pk, **typed)
    assert answer.status_code == 422
    assert "Oak, Year 4, from 13 November 2026" in answer.text
    assert "Elm, Year 4, from 13 November 2026" in answer.text
    assert [name for name, *_ in spans(pupil)][-1] == "Oak"
    assert f'name="seen" value="{last(pupil).pk}"' in answer.text


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        ("on", "2026-02-29", "There is no 29 February 2026"),
        ("on", "9999-12-31", "Check the year 9999."),
        ("on", "2027-11-14", "Choose a first day at most a year ahead."),
        ("on", "", "Enter the first day in the class."),
        ("school_class", "0", "Choose a class."),
        ("year_group", "zz", "Choose a year group."),
    ],
)
def test_bad_input_is_refused_in_words(
    office: Office, oak: SchoolClass, fact: str, value: str, said: str
) -> None:
    pupil = office.room.pupils[0]
    typed = {
        "school_class": oak.pk,
        "year_group": "5",
        "on": FRIDAY.isoformat(),
        "seen": last(pupil).pk,
    }
    answer = office.post("change_class", pupil.pk, **{**typed, fact: value})
    assert answer.status_code == 422
    assert said in answer.text
    assert len(spans(pupil)) == 1


def test_the_wrong_person_and_another_school_are_refused(office: Office, oak: SchoolClass) -> None:
    pupil = office.room.pupils[0]
    with pytest.raises(NotPermitted):
        move(office, pupil, oak, by=office.room.teacher)
    with pytest.raises(NotPermitted):
        change_class(
            by=office.room.teacher,
            pupil_id=pupil.pk,
            class_id=oak.pk,
            year_group="4",
            on=FRIDAY,
            seen=last(pupil).pk,
            at=office.room.at("8:55"),
        )
    with pytest.raises(Refused, match="Choose a class of the school"):
        move(office, pupil, SchoolClassFactory())
    with pytest.raises(Pupil.DoesNotExist):
        move(office, pupil, oak, by=UserFactory(role="office"))


def test_the_form_takes_few_queries(office: Office, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(10):
        office.text("change_class", office.room.pupils[0].pk)
