"""A pupil about whom nobody can be called is listed, and a parent at home without a number."""

from datetime import date, timedelta

import pytest

from audit.models import Look
from schools.models import Enrolment, Parent, PupilParent
from schools.permissions import NotPermitted
from schools.queries.without_number import without_number
from tests.contacts_and_flags.family import TODAY
from tests.factories.people import ClassMembershipFactory


def missing(family) -> list[tuple[str, bool, list[str]]]:
    found, count = without_number(by=family.office, on=TODAY, most=100)
    assert count == len(found)
    return [
        (one.pupil.forename, one.somebody_can_be_called, [str(link.parent) for link in one.parents])
        for one in found
    ]


def test_whoever_can_be_called_by_somebody_is_not_listed(family):
    assert missing(family) == []
    assert "No number is missing" in family.get("to_mend").text


def test_a_pupil_without_anybody_to_call_is_listed_first(family):
    Parent.objects.filter(pk=family.ruth.pk).update(mobile_number="")
    new = family.pupil("Zoe")
    assert missing(family) == [("Ada", False, []), ("Ben", False, []), ("Zoe", False, [])]
    page = family.get("to_mend").text
    assert "3 pupils without a number" in page
    assert page.count("Nobody can be called") == 3
    assert f'href="/pupils/{new.pk}/#contacts"' in page


def test_a_parent_at_home_without_a_number_is_named(family):
    PupilParent.objects.filter(pk=family.tom_of_ada.pk).update(lives_with_pupil=True)
    assert missing(family) == [("Ada", True, ["Tom Ashdown"])]
    assert "No number of Tom Ashdown, with whom Ada lives" in family.get("to_mend").text
    PupilParent.objects.filter(pk=family.tom_of_ada.pk).update(is_parent=False)
    assert missing(family) == []


@pytest.mark.parametrize("facts", [{"may_contact": False}, {"ended_on": TODAY}])
def test_somebody_who_may_not_be_contacted_or_is_no_contact_any_more_is_nobody(family, facts):
    PupilParent.objects.filter(pk=family.ruth_of_ben.pk).update(**facts)
    assert missing(family) == [("Ben", False, [])]


def test_those_who_have_left_are_not_listed_and_those_to_come_are(family):
    Parent.objects.filter(pk=family.ruth.pk).update(mobile_number="")
    Enrolment.objects.filter(pupil=family.ada).update(end=TODAY - timedelta(days=1))
    Enrolment.objects.filter(pupil=family.ben).update(start=TODAY + timedelta(days=9))
    assert missing(family) == [("Ben", False, [])]


def test_another_schools_pupils_are_not_listed(family):
    ClassMembershipFactory(start=date(2025, 9, 1))
    assert missing(family) == []


def test_only_who_edits_people_and_sees_contacts_reads_the_list(family):
    with pytest.raises(NotPermitted):
        without_number(by=family.person("class_teacher"), on=TODAY, most=100)


def test_who_looked_at_it_is_noted(family):
    family.pupil("Zoe")
    family.get("to_mend")
    assert Look.objects.get().what == "contacts: numbers to mend"
