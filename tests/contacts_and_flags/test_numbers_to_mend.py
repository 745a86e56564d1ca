"""Numbers and addresses that cannot be right are listed until somebody mends them."""

from datetime import date

import pytest

from audit.models import Look
from schools.actions.end_contact import end_contact
from schools.models import Enrolment
from schools.permissions import NotPermitted
from schools.queries.numbers_to_mend import numbers_to_mend
from tests.contacts_and_flags.family import AT, TODAY, stored
from tests.factories.people import ParentFactory, PupilParentFactory


def listed(family):
    found, count = numbers_to_mend(by=family.office, on=TODAY, most=100)
    assert count == len(found)
    return {one.parent.forename: one.faults for one in found}


@pytest.fixture
def wrong(family):
    """Tom's mobile and e-mail address cannot be right."""
    family.tom.mobile, family.tom.email = "0770", "tom at work"
    family.tom.save()
    return family.tom


def test_what_cannot_be_right_is_listed_as_written(family, wrong):
    assert listed(family) == {"Tom": [("mobile number", "0770"), ("email address", "tom at work")]}
    page = family.get("to_mend").text
    assert "0770" in page
    assert "dad of Ada Ashdown" in page


def test_what_is_mended_from_the_list_leaves_it(family, wrong):
    place = (family.ada.pk, family.tom_of_ada.pk)
    form = family.get("edit_parent", *place, back="to-mend").context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    answer = family.post(
        "edit_parent", *place, **typed | {"mobile": "07700 900456", "email": ""}, back="to-mend"
    )
    assert answer.url == family.address("to_mend")
    assert stored(wrong).mobile_number == "+447700900456"
    assert listed(family) == {}
    assert "Nothing to mend" in family.get("to_mend").text


def test_who_looked_at_the_list_is_noted_unless_it_was_empty(family, wrong):
    family.get("to_mend")
    look = Look.objects.get()
    assert (look.by, look.subject_kind, look.subject_id, look.what) == (
        family.office, "schools.School", family.school.pk, "contacts: numbers to mend",
    )  # fmt: skip
    end_contact(link=family.tom_of_ada, seen=1, by=family.office, at=AT)
    family.get("to_mend")
    assert Look.objects.count() == 1


def test_an_ended_contact_is_not_listed(family, wrong):
    end_contact(link=family.tom_of_ada, seen=1, by=family.office, at=AT)
    assert listed(family) == {}


def test_the_parent_of_a_leaver_is_not_listed(family, wrong):
    Enrolment.objects.filter(pupil=family.ada).update(end=date(2025, 9, 5))
    assert listed(family) == {}
    Enrolment.objects.filter(pupil=family.ada).update(end=TODAY)
    assert "Tom" in listed(family)


def test_another_schools_numbers_are_not_listed(family):
    other = PupilParentFactory()
    other.parent.mobile = "0770"
    other.parent.save()
    assert listed(family) == {}


def test_whoever_may_not_edit_people_sees_no_list(family):
    with pytest.raises(NotPermitted):
        numbers_to_mend(by=family.person("class_teacher"), on=TODAY, most=9)


def test_the_page_reads_the_same_however_many(family, django_assert_max_num_queries):
    for _ in range(8):
        parent = ParentFactory(school=family.school, phone="12")
        PupilParentFactory(pupil=family.ben, parent=parent, priority=2)
    with django_assert_max_num_queries(10):
        assert family.get("to_mend").context["count"] == 8
