"""A class is made in mid-year; it has no register, and none is missing, until somebody is in it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from audit.models import Act
from registers.actions.move_class import move_class
from registers.queries.missing_registers import missing_registers
from registers.queries.todays_registers import todays_registers
from schools.actions.assign_class import assign_class
from schools.actions.make_class import make_class
from schools.models import ClassMembership, SchoolClass
from schools.permissions import NotPermitted
from schools.queries.cover import classes_without_teacher
from schools.refusals import Refused
from schools.staff import StaffRefused
from tests.factories.people import SchoolClassFactory
from tests.people.office import Office
from tests.registers.test_two_people_at_once import all_at_once

FRIDAY = date(2026, 11, 13)


def make(office: Office, name: str = "Nurture", **facts: Any) -> SchoolClass:
    asked = {"by": office.person, "year_groups": ["1", "R"], "first": office.today}
    asked["at"] = office.room.at("9:00")
    return make_class(name=name, **asked | facts)


def test_it_has_its_name_year_groups_and_first_day(office: Office) -> None:
    made = make(office, " The  Nest ", first=FRIDAY)
    assert (made.name, made.year_groups, made.starts_on) == ("The Nest", ["R", "1"], FRIDAY)
    act = Act.objects.get(act="make_class")
    assert (act.subject_id, act.by) == (made.pk, office.person)


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"name": ""}, "name", "Enter the name"),
        ({"name": "--"}, "name", "Enter the name"),
        ({"name": "Ne\u202est"}, "name", "Enter the name"),
        ({"name": "x" * 61}, "name", "at most 60 characters"),
        ({"name": "kestrel"}, "name", "There is a class called Kestrel already."),
        ({"year_groups": []}, "year_groups", "Choose one year group or more."),
        ({"year_groups": ["14"]}, "year_groups", "Choose one year group or more."),
        ({"first": date(2026, 11, 11)}, "first", "from today to 31 August 2027"),
        ({"first": date(2027, 9, 1)}, "first", "from today to 31 August 2027"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    office: Office, facts: dict[str, Any], field: str, sentence: str
) -> None:
    SchoolClassFactory(school=office.school, name="Kestrel")
    with pytest.raises(Refused, match=sentence) as refusal:
        make(office, **facts)
    assert refusal.value.field == field


def test_the_last_day_of_the_school_year_is_a_first_day(office: Office) -> None:
    assert make(office, first=date(2027, 8, 31)).starts_on == date(2027, 8, 31)


def test_a_teacher_makes_no_class(office: Office) -> None:
    with pytest.raises(NotPermitted):
        make(office, by=office.room.teacher)


def test_of_two_of_one_name_in_the_same_moment_one_is_made(committed: None) -> None:
    office = Office()

    def making() -> Callable[[], SchoolClass]:
        return lambda: make(office)

    answers = all_at_once(*[making() for _ in range(4)])
    assert sum(isinstance(one, SchoolClass) for one in answers) == 1
    refused = {str(one) for one in answers if not isinstance(one, SchoolClass)}
    assert refused == {"There is a class called Nurture already."}


def test_without_pupils_no_register_is_expected_and_no_teacher_missed(office: Office) -> None:
    made = make(office)
    about = {"by": office.person, "at": office.room.at("12:00")}
    listed = todays_registers(day=office.today, **about)
    assert made not in [one.school_class for one in listed]
    assert made.pk not in [one.class_id for one in missing_registers(on=office.today, **about)]
    assert made not in classes_without_teacher(school_id=office.school.pk, on=office.today)
    page = office.client.get(reverse("registers:register", args=[made.pk, office.today, "AM"]))
    assert page.status_code == 200
    assert "Submit register" not in page.text


def test_nobody_is_in_it_or_teaches_it_before_its_first_day(office: Office) -> None:
    made = make(office, first=FRIDAY)
    pupil = office.pupil()
    last = ClassMembership.objects.get(pupil=pupil)
    asked = {"pupil_id": pupil.pk, "class_id": made.pk, "year_group": "4", "seen": last.pk}
    asked |= {"by": office.person, "at": office.room.at("9:00")}
    with pytest.raises(Refused, match="Nurture begins on 13 November 2026"):
        move_class(on=office.today, **asked)
    assert move_class(on=FRIDAY, **asked).school_class == made
    teaching = {"by": office.room.person("admin"), "person_id": office.room.teacher.pk}
    teaching |= {"class_id": made.pk, "last": None, "at": office.room.at("9:00")}
    with pytest.raises(StaffRefused, match="Nurture begins on 13 November 2026"):
        assign_class(first=office.today, **teaching)
    assert assign_class(first=FRIDAY, **teaching).school_class == made


def test_the_page_makes_it_beside_the_list_of_classes(office: Office) -> None:
    assert 'href="/pupils/classes/make/"' in office.text("classes")
    typed = {"name": "Nurture", "year_groups": ["R", "1"], "first": str(FRIDAY)}
    refused = office.post("make_class", **typed | {"year_groups": []})
    assert refused.status_code == 422
    assert "Choose one year group or more." in refused.text
    assert 'value="Nurture"' in refused.text
    assert office.post("make_class", **typed).status_code == 302
    page = office.text("classes")
    assert "Nurture begins on 13 November 2026." in page
    assert "No pupils, begins 13 November 2026" in page


def test_a_year_far_away_is_refused_in_words(office: Office) -> None:
    typed = {"name": "Nurture", "year_groups": ["R"]}
    for day, sentence in (("9999-12-31", "9999"), ("2027-09-01", "31 August 2027")):
        answer = office.post("make_class", **typed, first=day)
        assert answer.status_code == 422
        assert sentence in answer.text


def test_a_first_day_gone_by_is_not_told_as_one_to_come(office: Office) -> None:
    make(office, first=office.today)
    page = office.text("classes")
    assert "No pupils</span>" in page
    assert office.today + timedelta(days=1) == FRIDAY
