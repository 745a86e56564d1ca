"""The history of each fact, and the trail of who looked, for those who may see them."""

from datetime import date, datetime, time
from typing import Any

import pytest

from audit.actions.note_look import note_look
from audit.models import Look
from schools.changes import note_changes
from schools.models import Pupil, User
from tests.factories.people import ParentFactory, PupilFactory, UserFactory
from tests.people.office import Office
from toolkit import clock


@pytest.fixture
def ivy(office: Office) -> Pupil:
    return office.pupil(legal_forename="Ivy", legal_surname="Marsh")


def change(office: Office, fact: str, before: object, after: object, **of: Any) -> None:
    at = of.pop("at", office.room.at("8:30"))
    note_changes(
        school_id=office.school.pk,
        before={fact: before},
        after={fact: after},
        by=of.pop("by", office.person),
        at=at,
        **of,
    )


def look(at: User, pupil: Pupil, *, on: date = date(2026, 11, 12), what: str = "contacts") -> None:
    moment = clock.at_school(on, time(8, 40))
    note_look(by=at, school_id=pupil.school_id, subject=pupil, what=[what], at=moment)


def test_each_change_says_what_was_before_who_changed_it_and_when(
    office: Office, ivy: Pupil
) -> None:
    change(office, "postcode", "ZZ1 1AA", "ZZ2 2BB", pupil=ivy)
    change(office, "preferred_forename", "", "Ivo", pupil=ivy, is_import=True)
    text = office.text("history", ivy.pk)
    for shown in ("Postcode", "ZZ1 1AA", "ZZ2 2BB", "12 November 2026, 8:30", office.person.name,
                  "Preferred forename", "Nothing", "A loaded folder"):  # fmt: skip
        assert shown in text, shown


def test_facts_of_the_pupils_parents_are_in_it_and_those_of_others_are_not(
    office: Office, ivy: Pupil
) -> None:
    parent = office.parent_of(ivy, forename="Rue")
    change(office, "mobile", "07700 900001", "07700 900002", parent=parent)
    change(office, "priority", 1, 2, parent=parent, pupil=ivy)
    other = ParentFactory(school=office.school)
    change(office, "mobile", "07700 900003", "07700 900004", parent=other)
    text = office.text("history", ivy.pk)
    assert "07700 900002" in text
    assert "Rue Barley" in text
    assert "Priority" in text
    assert "07700 900004" not in text


@pytest.mark.parametrize(
    ("role", "sees"),
    [("office", False), ("attendance_lead", True), ("headteacher", True), ("admin", False)],
)
def test_a_flag_is_in_the_history_of_those_who_may_see_it(
    office: Office, ivy: Pupil, role: str, sees: bool
) -> None:
    change(office, "flag_child_protection", "", "From 1 November 2026", pupil=ivy)
    change(office, "flag_social_worker_worker_name", "", "Mina Vale", pupil=ivy)
    change(office, "address1", "", "1 Elm Row", pupil=ivy)
    person = office.as_role(role)
    text = office.text("history", ivy.pk)
    assert "1 Elm Row" in text
    assert ("1 November 2026" in text) is sees
    assert ("Mina Vale" in text) is sees
    looked = set(Look.objects.filter(by=person).values_list("what", flat=True))
    assert looked == {"history", "safeguarding"} if sees else {"history"}


def test_an_unchanged_pupil_has_an_empty_history_that_says_so(office: Office, ivy: Pupil) -> None:
    assert "Nothing has been changed" in office.text("history", ivy.pk)


def test_a_long_history_is_paged(office: Office, ivy: Pupil, django_assert_max_num_queries) -> None:
    for number in range(60):
        change(office, "address1", f"{number} Elm Row", f"{number + 1} Elm Row", pupil=ivy)
    with django_assert_max_num_queries(12):
        assert office.text("history", ivy.pk).count('scope="row"') == 50
    assert office.text("history", ivy.pk, page=2).count('scope="row"') == 10


def test_a_renamed_class_says_what_it_was_called(office: Office) -> None:
    room = office.room.school_class
    seen = room.name
    answer = office.post("rename_class", room.pk, name="Oak", seen_name=seen)
    assert answer.url == office.address("classes")
    text = office.text("classes")
    assert "Oak" in text
    assert seen in text
    assert "The class is now called Oak." in text
    assert f"<h3>{seen}</h3>" in office.text("rename_class", room.pk)
    late = office.post("rename_class", room.pk, name="Elm", seen_name=seen)
    assert late.status_code == 422
    assert "Stored now: </span>Oak" in late.text
    assert 'value="Elm"' in late.text
    again = office.post("rename_class", room.pk, name="Elm", seen_name="Oak")
    assert again.url == office.address("classes")


def test_an_empty_name_of_a_class_is_refused(office: Office) -> None:
    room = office.room.school_class
    answer = office.post("rename_class", room.pk, name=" ", seen_name=room.name)
    assert answer.status_code == 422
    assert "Enter the new name of the class." in answer.text


def test_the_trail_says_who_looked_at_whose_what_and_when(office: Office, ivy: Pupil) -> None:
    look(office.person, ivy)
    office.as_role("headteacher")
    text = office.text("trail")
    for shown in (office.person.name, "School office", "Ivy Marsh", "Contacts", "1 in all",
                  "12 November 2026, 8:40"):  # fmt: skip
        assert shown in text, shown


def test_the_trail_is_searched_by_pupil_person_and_period(office: Office, ivy: Pupil) -> None:
    other, lead = office.room.pupils[0], UserFactory(school=office.school, role="attendance_lead")
    look(office.person, ivy, on=date(2026, 11, 2))
    look(lead, ivy, on=date(2026, 11, 9))
    look(lead, other, on=date(2026, 11, 10))
    office.as_role("admin")

    def count(**asked: object) -> str:
        text = office.text("trail", **asked)
        return text[: text.index(" in all")].rsplit(">", 1)[1]

    assert count() == "3"
    assert count(pupil="mar") == "2"
    assert count(pupil=ivy.upn) == "2"
    assert count(of=ivy.pk) == "2"
    assert count(pupil="xyzzy") == "0"
    assert count(person=lead.pk) == "2"
    assert count(first="2026-11-09") == "2"
    assert count(last="2026-11-09") == "2"
    assert count(pupil="ivy", person=lead.pk, first="2026-11-03", last="2026-11-09") == "1"
    assert count(of="x" * 30) == "3"


def test_a_day_lasts_to_its_midnight_at_the_school(office: Office, ivy: Pupil) -> None:
    late = datetime(2026, 7, 1, 22, 59, tzinfo=clock.UTC)  # 23:59 on 1 July at the school.
    note_look(by=office.person, school_id=ivy.school_id, subject=ivy, what=["contacts"], at=late)
    office.as_role("headteacher")
    assert "1 in all" in office.text("trail", first="2026-07-01", last="2026-07-01")
    assert "0 in all" in office.text("trail", first="2026-07-02")


def test_the_furthest_day_that_somebody_can_mean_is_a_day_like_another(
    office: Office, ivy: Pupil
) -> None:
    look(office.person, ivy)
    office.as_role("headteacher")
    assert "1 in all" in office.text("trail", first="2026-11-01", last="2199-12-31")
    assert "1 in all" in office.text("trail", first="1900-01-01", last="2199-12-30")
    assert "0 in all" in office.text("trail", first="2199-12-31", last="2199-12-31")
    assert "0 in all" in office.text("trail", last="1900-01-01")


def test_a_look_at_the_whole_register_is_a_look_at_each_pupil(office: Office, ivy: Pupil) -> None:
    office.text("register")
    office.as_role("headteacher")
    text = office.text("trail", of=ivy.pk)
    assert "1 in all" in text
    assert "The whole school" in text
    assert "Admission register" in text


def test_a_search_that_finds_nobody_lists_no_look_at_the_whole_register(
    office: Office, ivy: Pupil
) -> None:
    office.text("register")
    office.as_role("headteacher")
    text = office.text("trail", pupil="xyzzy")
    assert "0 in all" in text
    assert "Nobody has looked, as far as this asks." in text
    assert "The whole school" not in text


def test_a_look_at_somebody_no_longer_held_is_none_at_the_whole_school(
    office: Office, ivy: Pupil
) -> None:
    look(office.person, Pupil(pk=ivy.pk + 1000, school=office.school))
    office.as_role("headteacher")
    text = office.text("trail")
    assert "No longer on record" in text
    assert "The whole school" not in text


def test_a_look_at_one_classs_register_is_none_at_other_pupils(office: Office, ivy: Pupil) -> None:
    leaver = office.leaver()
    office.text("register", **{"class": office.room.school_class.pk})
    office.as_role("headteacher")
    assert "1 in all" in office.text("trail", of=ivy.pk)
    assert "0 in all" in office.text("trail", of=leaver.pk)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"first": "0001-01-01"}, "Check the year 1."),
        ({"last": "9999-12-31"}, "Check the year 9999."),
        ({"first": "2026-02-29"}, "There is no 29 February 2026"),
        ({"first": "2026-11-10", "last": "2026-11-01"}, "Enter a day that is not before the first"),
        ({"person": "0"}, "Choose from the list."),
    ],
)
def test_a_trail_that_cannot_be_asked_for_says_so(
    office: Office, asked: dict[str, str], said: str
) -> None:
    office.as_role("headteacher")
    answer = office.open("trail", **asked)
    assert answer.status_code == 422
    assert said in answer.text


def test_another_schools_looks_are_not_in_the_trail(office: Office) -> None:
    stranger = PupilFactory()
    look(UserFactory(school=stranger.school), stranger)
    office.as_role("headteacher")
    assert "0 in all" in office.text("trail")
    assert "0 in all" in office.text("trail", person="", pupil="")


def test_the_trail_takes_few_queries(
    office: Office, ivy: Pupil, django_assert_max_num_queries
) -> None:
    for _ in range(20):
        look(office.person, office.pupil())
    office.as_role("headteacher")
    with django_assert_max_num_queries(10):
        office.text("trail", pupil="ivy")
    with django_assert_max_num_queries(10):
        office.text("trail")
