"""A pupil who returns gets a new time on the roll, which overlaps no other."""

from datetime import date

import pytest

from schools.actions.readmit_pupil import readmit_pupil
from schools.models import ClassMembership, Enrolment, NewPupilReturn
from schools.refusals import Refused
from tests.people.office import Office

MONDAY = date(2026, 11, 16)


def test_a_pupil_who_returns_gets_a_new_time_on_the_roll(office: Office) -> None:
    leaver = office.leaver(legal_forename="Gwendolyn")
    answer = office.post(
        "readmit",
        leaver.pk,
        start=MONDAY.isoformat(),
        school_class=office.room.school_class.pk,
        year_group="5",
        kind="C",
        last_school="Elm Juniors",
    )
    assert answer.url == office.address("pupil", leaver.pk)
    stays = list(Enrolment.objects.filter(pupil=leaver).order_by("start"))
    assert [(stay.start, stay.end) for stay in stays] == [
        (date(2025, 9, 2), date(2026, 6, 12)),
        (MONDAY, None),
    ]
    assert ClassMembership.objects.get(pupil=leaver).year_group == "5"
    assert NewPupilReturn.objects.filter(enrolment=stays[1]).exists()


@pytest.mark.parametrize("start", [date(2026, 6, 12), date(2026, 5, 1)])
def test_a_new_time_on_the_roll_overlaps_no_other(office: Office, start: date) -> None:
    leaver = office.leaver()
    with pytest.raises(Refused, match="must lie after the last day") as refusal:
        readmit_pupil(
            by=office.person,
            pupil_id=leaver.pk,
            start=start,
            class_id=office.room.school_class.pk,
            year_group="5",
            at=office.room.at("8:55"),
            on=office.today,
        )
    assert "2 September 2025 to 12 June 2026" in str(refusal.value)


def test_somebody_on_the_roll_cannot_be_admitted_again(office: Office) -> None:
    here = office.room.pupils[0]
    answer = office.post(
        "readmit",
        here.pk,
        start=MONDAY.isoformat(),
        school_class=office.room.school_class.pk,
        year_group="5",
        kind="C",
    )
    assert answer.status_code == 422
    assert "is on the roll from 1 September 2025" in answer.text
    assert "Admit again" not in office.text("pupil", here.pk)


def test_the_form_takes_few_queries(office: Office, django_assert_max_num_queries) -> None:
    leaver = office.leaver()
    with django_assert_max_num_queries(10):
        office.text("readmit", leaver.pk)
