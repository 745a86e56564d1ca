"""The page of a removal and Today: who is still to be told, to those who see safeguarding facts."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from audit.models import Look
from registers.models import RemovalTelling
from registers.queries.roll_facts import roll_facts
from registers.queries.today_items import today_items
from tests.factories.flags import PupilFlagFactory
from tests.factories.people import EnrolmentFactory
from tests.factories.roll import RemovalFactory
from tests.roll.office import FRIDAY, MONDAY, TERM_ENDS, Office
from tests.roll.test_telling_later import SEE_SAFEGUARDING, leaves_untold, tell
from toolkit import clock


@pytest.fixture
def lead(client, office, monkeypatch):
    """The browser of the safeguarding lead, on the Monday after the last day."""
    monkeypatch.setattr(clock, "real_now", lambda: office.at("15:00", day=MONDAY))
    person = office.person("safeguarding_lead", job_title="Safeguarding lead")
    client.force_login(person)
    client.get("/account/")  # Notes when the person was last seen, as happens once a minute.
    client.person = person
    return client


def page_of(office, removal):
    return reverse("roll:removal", args=[office.pupil.pk, removal.pk])


def filled(lead, **facts):
    return {
        "whom": "social_worker",
        "told_on": "16/11/2026",
        "told_by": str(lead.person.pk),
        "words": "By telephone: goes to Alder Primary.",
    } | facts


def items(office, by, on=MONDAY):
    found = today_items(by=by, on=on, at=office.at("8:00", day=on))
    return [item for item in found if item.kind == "tell_worker"]


def test_the_page_asks_who_was_told_and_keeps_it_without_script(
    lead, office, django_assert_max_num_queries
):
    removal = leaves_untold(office)
    with django_assert_max_num_queries(15):
        page = lead.get(page_of(office, removal))
    assert "Still to be told" in page.text
    assert 'value="social_worker"' in page.text
    assert "Virtual School" not in page.text
    answer = lead.post(page_of(office, removal), filled(lead))
    assert (answer.status_code, answer.url) == (302, page_of(office, removal))
    with django_assert_max_num_queries(15):
        page = lead.get(page_of(office, removal))
    assert "Social worker: told on 16 November 2026." in page.text
    assert "By telephone: goes to Alder Primary." in page.text
    assert f"Recorded by {lead.person.name}, Safeguarding lead, 16 November 2026" in page.text
    assert "Still to be told" not in page.text
    assert set(Look.objects.values_list("what", flat=True)) == {"safeguarding"}


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"whom": ""}, "whom", "Choose who was told."),
        ({"whom": "the papers"}, "whom", "Choose who was told."),
        ({"whom": "youth_justice"}, "whom", "No youth justice worker of"),
        ({"told_on": ""}, "told_on", "Enter the day on which they were told."),
        ({"told_on": "31/11/2026"}, "told_on", "Enter a day that there is"),
        ({"told_on": "17/11/2026"}, "told_on", "This day has not come yet."),
        ({"told_on": "11/11/2026"}, "told_on", "Choose that day or later."),
        ({"told_by": ""}, "told_by", "Choose who told them."),
        ({"told_by": "1e9"}, "told_by", "Choose who told them."),
        ({"words": " "}, "words", "Enter how it was done"),
        ({"words": "a\x00b"}, "words", "Null characters"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_kept(lead, office, given, field, said):
    removal = leaves_untold(office)
    page = lead.post(page_of(office, removal), filled(lead) | given)
    assert page.status_code == 422
    assert "<title>Error: " in page.text
    assert said in page.text
    assert f'href="#id_{field}"' in page.text
    assert "goes to Alder Primary." in page.text or field == "words"
    assert not RemovalTelling.objects.exists()


def test_somebody_of_another_school_cannot_have_told(lead, office):
    removal = leaves_untold(office)
    stranger = Office(pupils=1).clerk
    page = lead.post(page_of(office, removal), filled(lead, told_by=str(stranger.pk)))
    assert page.status_code == 422
    assert stranger.name not in page.text


def test_whoever_is_second_is_told_that_it_is_done(lead, office):
    removal = leaves_untold(office)
    tell(office, removal)
    page = lead.post(page_of(office, removal), filled(lead))
    assert page.status_code == 422
    assert "The social worker was told on 16 November 2026 already." in page.text
    assert "Still to be told" not in page.text


@pytest.mark.parametrize("role", ["office", "family_liaison"])
def test_who_does_not_see_safeguarding_facts_sees_and_records_nothing_of_it(lead, office, role):
    removal = leaves_untold(office)
    tell(office, removal)
    before = Look.objects.count()
    lead.force_login(office.person(role))
    page = lead.get(page_of(office, removal))
    assert page.status_code == 200
    assert "ocial worker" not in page.text
    assert "Told since" not in page.text
    for given in (filled(lead), {}):
        refused = lead.post(page_of(office, removal), given)
        assert refused.status_code == 403
        assert "ocial worker" not in refused.text
    assert (RemovalTelling.objects.count(), Look.objects.count()) == (1, before)


@pytest.mark.parametrize("role", ["class_teacher", "senco", "governor", "admin"])
def test_who_does_not_come_to_the_page_records_nothing(lead, office, role):
    removal = leaves_untold(office)
    lead.force_login(office.person(role))
    assert lead.post(page_of(office, removal), filled(lead)).status_code == 403
    assert not RemovalTelling.objects.exists()


def test_another_schools_removal_is_not_found(lead, office):
    other = Office(pupils=1)
    removal = leaves_untold(other)
    assert lead.post(page_of(other, removal), filled(lead)).status_code == 404
    mine = reverse("roll:removal", args=[office.pupil.pk, removal.pk])
    assert lead.post(mine, filled(lead)).status_code == 404
    assert not RemovalTelling.objects.exists()


def test_the_pupils_page_leads_those_who_tell_to_the_removal(lead, office):
    removal = leaves_untold(office)
    on = {"pupil": office.pupil, "on": MONDAY}
    assert roll_facts(by=lead.person, **on).removal == removal
    assert roll_facts(by=office.teacher, **on).removal is None


def test_today_reminds_until_it_is_recorded(lead, office):
    removal = leaves_untold(office)
    [item] = items(office, lead.person)
    name, forename = office.pupil.name, office.pupil.forename
    told = f"Tell {name}'s social worker that {forename} left on 13 November 2026"
    assert (item.title, item.due, item.urgency) == (told, FRIDAY, 0)
    assert item.address == f"{page_of(office, removal)}#tell"
    assert 'id="tell"' in lead.get(item.address).text
    assert told.replace("'", "&#x27;") in lead.get(reverse("today")).text
    tell(office, removal)
    assert items(office, lead.person) == []


def test_before_the_last_day_is_over_it_is_not_late(lead, office):
    leaves_untold(office)
    [item] = items(office, lead.person, on=FRIDAY)
    assert item.urgency == 1
    assert "leaves on 13 November 2026" in item.title


def test_one_line_names_everybody_who_is_still_to_be_told(lead, office):
    removal = leaves_untold(office, "looked_after", "youth_justice")
    [item] = items(office, lead.person)
    assert "'s social worker, youth justice worker and Virtual School that" in item.title
    tell(office, removal)
    [item] = items(office, lead.person)
    assert "'s youth justice worker and Virtual School that" in item.title


def test_of_a_pupil_who_died_nobody_is_told_that_they_left(lead, office):
    stay = EnrolmentFactory(pupil__school=office.school, end=FRIDAY)
    PupilFlagFactory(pupil=stay.pupil, kind="child_in_need", start=date(2026, 9, 1))
    RemovalFactory(enrolment=stay, ground="k")
    [item] = items(office, lead.person)
    assert item.title.endswith(f"social worker that {stay.pupil.forename} has died")


@pytest.mark.parametrize("role", SEE_SAFEGUARDING)
def test_those_who_see_safeguarding_facts_are_reminded(office, role):
    leaves_untold(office)
    assert len(items(office, office.person(role))) == 1


@pytest.mark.parametrize("role", ["class_teacher", "senco", "office", "family_liaison", "admin"])
def test_nobody_else_is_reminded_and_no_other_school(office, role):
    leaves_untold(office)
    assert items(office, office.person(role)) == []
    assert items(office, Office().head) == []


def test_a_removal_taken_back_and_one_of_a_pupil_without_workers_remind_nobody(office):
    office.remove()
    assert items(office, office.head) == []


def test_reminders_stand_beside_education_from_the_sixth_day_in_one_query(
    office, django_assert_num_queries
):
    office.suspend(end=TERM_ENDS)
    for number in range(5):
        stay = EnrolmentFactory(pupil__school=office.school, end=FRIDAY)
        PupilFlagFactory(pupil=stay.pupil, kind="looked_after", start=date(2026, 9, number + 1))
        RemovalFactory(enrolment=stay)
    with django_assert_num_queries(2):  # Timetables; and all of this.
        found = today_items(by=office.head, on=MONDAY, at=office.now)
    assert [item.kind for item in found].count("tell_worker") == 5
    [education] = [item for item in found if item.kind == "sixth_day"]
    assert education.title == f"Arrange education for {office.pupil.name}"
    assert education.due == MONDAY + timedelta(days=4)
    with django_assert_num_queries(2):
        clerks = today_items(by=office.clerk, on=MONDAY, at=office.now)
    assert [item.kind for item in clerks] == ["sixth_day"]
