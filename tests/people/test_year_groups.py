"""Year groups are those of the school's phase, and those that a pupil or a class has anyhow."""

from typing import Any

import pytest

from registers.actions.move_class import move_class
from schools.actions.make_class import make_class
from schools.models import ClassMembership, School
from schools.refusals import Refused
from schools.year_groups import groups_of_phase, groups_offered
from tests.factories.people import ClassMembershipFactory, SchoolClassFactory
from tests.people.office import Office

PRIMARY = ["N1", "N2", "R", "1", "2", "3", "4", "5", "6"]
SECONDARY = ["7", "8", "9", "10", "11", "12", "13"]


@pytest.mark.parametrize(
    ("phase", "groups"),
    [
        ("primary", PRIMARY),
        ("secondary", SECONDARY),
        ("special", PRIMARY + SECONDARY),
        ("all_through", PRIMARY + SECONDARY),
        ("", PRIMARY + SECONDARY),
    ],
)
def test_each_phase_has_its_own(phase: str, groups: list[str]) -> None:
    assert list(groups_of_phase(phase)) == groups


def move(office: Office, year_group: str, **where: Any) -> ClassMembership:
    pupil = where.pop("pupil", None) or office.pupil()
    last = ClassMembership.objects.filter(pupil=pupil).latest("start")
    return move_class(
        by=office.person,
        pupil_id=pupil.pk,
        class_id=where.get("school_class", office.room.school_class).pk,
        year_group=year_group,
        on=office.today,
        seen=last.pk,
        at=office.room.at("9:00"),
    )


def test_a_primary_school_puts_nobody_in_year_9(office: Office) -> None:
    sentence = "Year 9 is no year group of a primary school: choose Nursery 1 to Year 6."
    with pytest.raises(Refused, match=sentence) as refusal:
        move(office, "9")
    assert refusal.value.field == "year_group"
    assert move(office, "6").year_group == "6"


def test_a_secondary_school_puts_nobody_in_year_4(office: Office) -> None:
    School.objects.filter(pk=office.school.pk).update(phase="secondary")
    office.person.refresh_from_db()
    pupil = office.pupil()
    ClassMembership.objects.filter(school=office.school).update(year_group="8")
    with pytest.raises(Refused, match="choose Year 7 to Year 13"):
        move(office, "4", pupil=pupil)
    assert move(office, "7", pupil=pupil).year_group == "7"


def test_a_pupil_who_has_another_keeps_it(office: Office) -> None:
    pupil = office.pupil()
    ClassMembership.objects.filter(pupil=pupil).update(year_group="7")
    elm = SchoolClassFactory(school=office.school)
    assert move(office, "7", pupil=pupil, school_class=elm).year_group == "7"


def test_a_class_that_has_another_takes_more_of_it(office: Office) -> None:
    seven = ClassMembershipFactory(school_class__school=office.school, year_group="7")
    with pytest.raises(Refused):
        move(office, "7")
    assert move(office, "7", school_class=seven.school_class).year_group == "7"


def test_a_class_made_for_another_takes_it(office: Office) -> None:
    made = make_class(
        by=office.person,
        name="Bridge",
        year_groups=["7"],
        first=office.today,
        at=office.room.at("9:00"),
    )
    assert "7" in groups_offered(office.school, on=office.today)
    assert move(office, "7", school_class=made).year_group == "7"


def test_the_lists_offer_those_of_the_phase_and_those_there_are(office: Office) -> None:
    pupil = office.pupil()
    for name, keys in (("admit", ()), ("change_class", (pupil.pk,))):
        page = office.text(name, *keys)
        assert '<option value="6"' in page
        assert '<option value="7"' not in page
    ClassMembership.objects.filter(pupil=pupil).update(year_group="7")
    assert '<option value="7"' in office.text("change_class", pupil.pk)
    assert office.post("admit", year_group="9").status_code == 422


def test_a_leaver_keeps_the_year_group_they_had(office: Office) -> None:
    leaver = office.leaver()
    stay = leaver.enrolments.get()
    ClassMembershipFactory(
        enrolment=stay,
        school_class=office.room.school_class,
        year_group="8",
        start=stay.start,
        end=stay.end,
    )
    assert '<option value="8"' in office.text("readmit", leaver.pk)
    assert '<option value="9"' not in office.text("readmit", leaver.pk)
