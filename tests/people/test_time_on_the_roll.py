"""A starting day that was typed wrongly is put right, and an admission that comes to nothing."""

from datetime import date
from typing import Any

import pytest

from audit.models import Act
from registers.actions.register_dual import DualRegistration, register_dual
from registers.queries.roll import roll
from schools.actions.admit_pupil import admit_pupil
from schools.models import ClassMembership, Enrolment, FactChange, NewPupilReturn, Pupil
from tests.factories.people import PupilFactory, upn_of
from tests.people.office import Office

YESTERDAY, TODAY = date(2026, 11, 11), date(2026, 11, 12)
MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
WEEK_BEFORE = date(2026, 11, 9)


def admitted(office: Office, *, start: date = TUESDAY, upn: int = 987654321) -> Pupil:
    return admit_pupil(
        by=office.person,
        facts={
            "upn": upn_of(upn),
            "legal_forename": "Ivy",
            "legal_surname": "Marsh",
            "date_of_birth": date(2018, 4, 30),
        },
        start=start,
        class_id=office.room.school_class.pk,
        year_group="4",
        last_school="Elm Infants",
        at=office.room.at("8:55"),
        on=office.today,
    )


def save(office: Office, pupil: Pupil, **typed: Any) -> Any:
    facts = {"start": TUESDAY.isoformat(), "last_school": "Elm Infants", "next_school": ""}
    return office.post("stay", pupil.pk, seen=pupil.version, **(facts | typed))


def on_the_register(office: Office, pupil: Pupil, day: date) -> bool:
    return pupil in [one.pupil for one in roll(school_class=office.room.school_class, day=day)]


def start_of(pupil: Pupil) -> date:
    return Enrolment.objects.get(pupil=pupil).start


@pytest.mark.parametrize("start", [MONDAY, WEEK_BEFORE])
def test_a_starting_day_typed_too_late_becomes_an_earlier_one(office: Office, start: date) -> None:
    ivy = admitted(office)
    assert not on_the_register(office, ivy, start)
    assert save(office, ivy, start=start.isoformat()).status_code == 302
    assert on_the_register(office, ivy, start)
    assert not on_the_register(office, ivy, date.fromordinal(start.toordinal() - 1))


def test_one_that_has_not_come_becomes_a_later_one(office: Office) -> None:
    ivy = admitted(office, start=MONDAY)
    save(office, ivy, start="17/11/2026")
    assert not on_the_register(office, ivy, MONDAY)
    assert on_the_register(office, ivy, TUESDAY)
    assert ClassMembership.objects.get(pupil=ivy).start == TUESDAY


@pytest.mark.parametrize("start", [TODAY, WEEK_BEFORE])
def test_one_that_has_come_never_becomes_a_later_one(office: Office, start: date) -> None:
    ivy = admitted(office, start=start)
    answer = save(office, ivy, start=TUESDAY.isoformat())
    assert answer.status_code == 422
    assert "never goes for days that are past" in answer.text
    assert start_of(ivy) == start


def test_what_was_before_stays_in_the_history_with_who_and_when(office: Office) -> None:
    ivy = admitted(office)
    save(office, ivy, start=MONDAY.isoformat(), last_school="  Elm   Juniors ")
    lines = {one.fact: one for one in FactChange.objects.filter(pupil=ivy).exclude(before="")}
    assert set(lines) == {"starting_day", "last_school"}
    assert (lines["starting_day"].before, lines["starting_day"].after) == (
        "17 November 2026",
        "16 November 2026",
    )
    assert (lines["last_school"].before, lines["last_school"].after) == (
        "Elm Infants",
        "Elm Juniors",
    )
    assert Act.objects.get(act="correct_stay", subject_id=ivy.pk).by == office.person


def test_a_new_school_is_kept_with_its_day_once_the_school_is_told(office: Office) -> None:
    ivy = office.pupil()
    start = start_of(ivy).isoformat()
    told = {"next_school": "Alder Primary", "next_school_from": "2027-01-04"}
    save(office, ivy, start=start, **told)
    assert "Alder Primary, from 4 January 2027" in office.text("pupil", ivy.pk)
    stay = Enrolment.objects.get(pupil=ivy)
    assert (stay.start.isoformat(), stay.end) == (start, None)
    without = save(office, Pupil.objects.get(pk=ivy.pk), next_school_from="2027-01-04")
    assert "Enter the name of the school as well." in without.text


def test_the_second_of_two_is_told_and_keeps_what_was_typed(office: Office) -> None:
    ivy = admitted(office)
    save(office, ivy, start=MONDAY.isoformat())
    answer = save(office, ivy, last_school="Oak Infants")
    assert answer.status_code == 422
    assert "Somebody else has changed this" in answer.text
    assert "16 November 2026" in answer.text
    assert 'value="Oak Infants"' in answer.text
    assert start_of(ivy) == MONDAY


def test_a_time_that_is_over_stays_as_it_was(office: Office) -> None:
    leaver = office.leaver()
    assert "Starting day and schools" not in office.text("pupil", leaver.pk)
    assert save(office, leaver, start="2025-09-01").url == office.address("pupil", leaver.pk)
    assert start_of(leaver) == date(2025, 9, 2)


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("2028-09-01", "Enter a starting day within a year of today."),
        ("2026-06-12", "must lie after the last day of that"),
        ("", "Enter the starting day."),
    ],
)
def test_a_starting_day_that_cannot_be_is_refused(office: Office, start: str, said: str) -> None:
    back = office.leaver()
    Enrolment.objects.create(school=office.school, pupil=back, start=TUESDAY)
    answer = save(office, back, start=start)
    assert answer.status_code == 422
    assert said in answer.text


def test_put_off_from_the_first_day_of_the_year_the_authority_must_be_told(office: Office) -> None:
    first = date(2027, 9, 1)
    ivy = admitted(office, start=first)
    assert not NewPupilReturn.objects.exists()
    save(office, ivy, start="2027-09-08")
    assert NewPupilReturn.objects.get().entered_on == TODAY


def test_an_admission_is_taken_back_before_its_day_and_the_record_admitted_anew(
    office: Office,
) -> None:
    ivy = admitted(office)
    answer = office.post("take_back_admission", ivy.pk, reason="They stay at Elm Infants.")
    assert answer.url == office.address("pupil", ivy.pk)
    assert not on_the_register(office, ivy, TUESDAY)
    assert not NewPupilReturn.objects.exists()
    act = Act.objects.get(act="take_back_admission", subject_id=ivy.pk)
    assert act.reason == "They stay at Elm Infants."
    page = office.text("pupil", ivy.pk)
    assert "Not on the roll" in page
    assert "Admit again" in page
    office.post(
        "readmit",
        ivy.pk,
        start=MONDAY.isoformat(),
        school_class=office.room.school_class.pk,
        year_group="4",
        kind="C",
    )
    assert on_the_register(office, ivy, MONDAY)


def test_an_authority_that_was_told_must_hear_of_that_too(office: Office) -> None:
    ivy = admitted(office)
    office.post(
        "return_made", ivy.pk, due=NewPupilReturn.objects.get().pk, made_on=TODAY.isoformat()
    )
    office.post("take_back_admission", ivy.pk, reason="They stay where they are.")
    assert "tell it of this too" in office.text("pupil", ivy.pk)


@pytest.mark.parametrize("start", [TODAY, WEEK_BEFORE])
def test_once_the_day_has_come_the_name_goes_only_on_a_ground(office: Office, start: date) -> None:
    ivy = admitted(office, start=start)
    answer = office.post("take_back_admission", ivy.pk, reason="A slip.")
    assert answer.status_code == 422
    assert "only on a ground of regulation 9" in answer.text
    assert Enrolment.objects.filter(pupil=ivy).exists()


def test_taking_back_needs_a_reason_and_nothing_decided_about_that_time(office: Office) -> None:
    ivy = admitted(office)
    answer = office.post("take_back_admission", ivy.pk, reason=" ")
    assert "Enter why the admission is taken back." in answer.text
    register_dual(
        by=office.person,
        pupil=ivy,
        wanted=DualRegistration(
            start=TUESDAY,
            end=None,
            away=frozenset({"2-AM"}),
            other_school="Alder Special School",
            is_main=True,
        ),
        at=office.room.at("8:55"),
    )
    answer = office.post("take_back_admission", ivy.pk, reason="They do not come.")
    assert answer.status_code == 422
    assert "is recorded for that time" in answer.text
    assert Enrolment.objects.filter(pupil=ivy).exists()


def test_an_earlier_time_on_the_roll_stands_when_a_return_is_taken_back(office: Office) -> None:
    leaver = office.leaver()
    Enrolment.objects.create(school=office.school, pupil=leaver, start=TUESDAY)
    office.post("take_back_admission", leaver.pk, reason="They do not come back.")
    assert [stay.start for stay in Enrolment.objects.filter(pupil=leaver)] == [date(2025, 9, 2)]


def test_another_schools_pupil_is_not_found(office: Office) -> None:
    other = PupilFactory()
    assert save(office, other).status_code == 404
    assert office.post("take_back_admission", other.pk, reason="x").status_code == 404
