"""Today reminds of the return about a new pupil until somebody records that it was sent."""

from datetime import date, timedelta

import pytest

from audit.models import Act
from schools.models import AuthorityProfile, Enrolment, NewPupilReturn, Pupil
from schools.queries.today_items import nav_count, today_items
from tests.factories.people import EnrolmentFactory, UserFactory
from tests.people.office import Office


@pytest.fixture
def ivy(office: Office) -> Pupil:
    pupil = office.pupil(legal_forename="Ivy", legal_surname="Marsh")
    NewPupilReturn.objects.create(
        school=office.school,
        enrolment=Enrolment.objects.get(pupil=pupil),
        entered_on=office.today - timedelta(days=3),
    )
    return pupil


def test_the_item_says_whom_to_tell_of_whom_and_by_when(office: Office, ivy: Pupil) -> None:
    AuthorityProfile.objects.create(
        school=office.school,
        valid_from=date(2020, 9, 1),
        name="Larkshire",
        recorded_by=office.person,
        recorded_at=office.room.at("8:55"),
    )
    (item,) = today_items(by=office.person, on=office.today, at=office.room.at("8:55"))
    assert item.title == "Tell Larkshire of Ivy Marsh"
    assert item.detail.startswith("Due by 14 November 2026")
    assert item.due == date(2026, 11, 14)
    assert item.urgency > 0
    assert item.address == office.address("return_made", ivy.pk)
    (later,) = today_items(by=office.person, on=date(2026, 11, 15), at=office.room.at("8:55"))
    assert (later.urgency, later.detail[:30]) == (0, "It was due by 14 November 2026")


def test_the_item_goes_when_the_return_was_made(office: Office, ivy: Pupil) -> None:
    assert "by 14 November 2026" in office.text("pupil", ivy.pk)
    due = NewPupilReturn.objects.get()
    assert f'name="due" value="{due.pk}"' in office.text("return_made", ivy.pk)
    answer = office.post("return_made", ivy.pk, due=due.pk, made_on="2026-11-11")
    assert answer.url == office.address("pupil", ivy.pk)
    made = NewPupilReturn.objects.get()
    assert (made.made_on, made.recorded_by) == (date(2026, 11, 11), office.person)
    assert Act.objects.get(act="record_new_pupil_return").detail["due_by"] == "2026-11-14"
    assert today_items(by=office.person, on=office.today, at=office.room.at("8:55")) == []
    assert nav_count(by=office.person, on=office.today) == 0
    assert "It was sent on 11 November 2026." in office.text("return_made", ivy.pk)
    assert office.post("return_made", ivy.pk, made_on="2026-11-11").status_code == 404


@pytest.mark.parametrize("day", ["2026-11-13", "2026-02-30", ""])
def test_a_day_that_cannot_be_is_refused(office: Office, ivy: Pupil, day: str) -> None:
    due = NewPupilReturn.objects.get()
    assert office.post("return_made", ivy.pk, due=due.pk, made_on=day).status_code == 422
    assert NewPupilReturn.objects.get().made_on is None


def test_a_return_is_not_made_before_the_name_was_entered(office: Office, ivy: Pupil) -> None:
    due = NewPupilReturn.objects.get()
    answer = office.post("return_made", ivy.pk, due=due.pk, made_on="2026-11-08")
    assert answer.status_code == 422
    assert "entered on 9 November 2026: enter that day or a later one." in answer.text
    assert NewPupilReturn.objects.get().made_on is None
    assert office.post("return_made", ivy.pk, due=due.pk, made_on="2026-11-09").status_code == 302


def test_a_return_that_was_made_meanwhile_is_refused_and_no_other_is_recorded(
    office: Office, ivy: Pupil
) -> None:
    seen = NewPupilReturn.objects.get()
    earlier = EnrolmentFactory(pupil=ivy, start=date(2024, 9, 2), end=date(2025, 6, 12))
    other = NewPupilReturn.objects.create(
        school=office.school, enrolment=earlier, entered_on=date(2024, 9, 2)
    )
    assert office.post("return_made", ivy.pk, due=seen.pk, made_on="2026-11-10").status_code == 302
    late = office.post("return_made", ivy.pk, due=seen.pk, made_on="2026-11-11")
    assert late.status_code == 422
    assert "It is recorded already: it was sent on 10 November 2026." in late.text
    other.refresh_from_db()
    assert other.made_on is None
    assert "2 September 2024" in office.text("return_made", ivy.pk)  # Which is due still.


def test_a_return_about_another_pupil_is_not_found(office: Office, ivy: Pupil) -> None:
    due, other = NewPupilReturn.objects.get(), office.room.pupils[0]
    answer = office.post("return_made", other.pk, due=due.pk, made_on="2026-11-11")
    assert answer.status_code == 404
    assert NewPupilReturn.objects.get().made_on is None


@pytest.mark.parametrize("role", ["class_teacher", "senco", "safeguarding_lead", "admin"])
def test_who_sends_no_returns_is_not_reminded(office: Office, ivy: Pupil, role: str) -> None:
    person = office.as_role(role)
    assert today_items(by=person, on=office.today, at=office.room.at("8:55")) == []
    assert nav_count(by=person, on=office.today) == 0
    assert office.post("return_made", ivy.pk, made_on="2026-11-11").status_code == 403


def test_another_schools_returns_are_not_there(office: Office, ivy: Pupil) -> None:
    other = UserFactory(role="office")
    assert today_items(by=other, on=office.today, at=office.room.at("8:55")) == []


def test_a_pupil_without_a_return_says_so(office: Office) -> None:
    pupil = office.room.pupils[0]
    assert "No return about" in office.text("return_made", pupil.pk)
    assert office.post("return_made", pupil.pk, made_on="2026-11-11").status_code == 404


def test_the_items_take_three_queries_for_any_number(
    office: Office, ivy: Pupil, django_assert_max_num_queries
) -> None:
    for _ in range(5):
        NewPupilReturn.objects.create(
            school=office.school,
            enrolment=Enrolment.objects.get(pupil=office.pupil()),
            entered_on=office.today,
        )
    with django_assert_max_num_queries(3):
        assert len(today_items(by=office.person, on=office.today, at=office.room.at("9:00"))) == 6
