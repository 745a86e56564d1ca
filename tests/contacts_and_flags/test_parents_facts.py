"""A parent's facts are shared by all their children, and numbers are judged as typed."""

import pytest

from audit.models import Look
from schools.actions.edit_parent import edit_parent
from schools.changes import ChangedMeanwhile
from schools.permissions import NotPermitted
from tests.contacts_and_flags.family import AT, acts, history, stored
from tests.factories.people import PupilParentFactory


def typed(family, **facts):
    """The form as the browser sends it back, with some facts changed."""
    answer = family.get("edit_parent", family.ada.pk, family.ruth_of_ada.pk)
    form = answer.context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    return shown | facts


def save(family, **facts):
    return family.post(
        "edit_parent", family.ada.pk, family.ruth_of_ada.pk, **typed(family, **facts)
    )


def test_the_page_says_whose_facts_change_too(family):
    text = family.get("edit_parent", family.ada.pk, family.ruth_of_ada.pk).text
    assert "Also the mother of <a" in text
    assert "Ben Ashdown" in text
    alone = family.get("edit_parent", family.ada.pk, family.tom_of_ada.pk).text
    assert "changes for all of them" not in alone


def test_a_changed_number_is_kept_as_typed_and_understood(family):
    assert save(family, mobile="07700 900 456").status_code == 302
    ruth = stored(family.ruth)
    assert (ruth.mobile, ruth.mobile_number) == ("07700 900 456", "+447700900456")
    assert ruth.version == 2


def test_a_change_stands_in_the_history_and_in_the_audit(family):
    save(family, mobile="07700 900456", language="Polish")
    assert history(parent=family.ruth) == [
        ("mobile", "07700 900123", "07700 900456"),
        ("language", "", "Polish"),
    ]
    assert acts() == ["edit_parent"]


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("+33 6 12 34 56 78", "+33612345678"),
        ("0048 512 345 678", "+48512345678"),
        ("(01632) 960 001", "+441632960001"),
        ("07700-900-456", "+447700900456"),
        ("0800 1111", "+448001111"),
        ("016973 12345", "+441697312345"),
    ],
)
def test_a_number_is_typed_as_people_type_it_also_of_another_country(family, written, understood):
    save(family, phone=written)
    ruth = stored(family.ruth)
    assert (ruth.phone, ruth.phone_number) == (written, understood)


@pytest.mark.parametrize("written", ["07700 900 1", "07700 90012", "+44 7700 9001", "01632 9601"])
def test_a_number_with_a_digit_too_few_is_not_used(family, written):
    save(family, mobile=written)
    assert (stored(family.ruth).mobile, stored(family.ruth).mobile_number) == (written, "")


def test_an_impossible_number_is_kept_as_written_and_said(family):
    answer = family.client.post(
        family.address("edit_parent", family.ada.pk, family.ruth_of_ada.pk),
        typed(family, mobile="0770 ask gran"),
        follow=True,
    )
    ruth = stored(family.ruth)
    assert (ruth.mobile, ruth.mobile_number) == ("0770 ask gran", "")
    assert "“0770 ask gran” cannot be right" in answer.text


def test_an_email_that_cannot_be_right_is_kept_as_written_and_not_used(family):
    save(family, email="ruth at home")
    ruth = stored(family.ruth)
    assert (ruth.email, ruth.email_is_usable) == ("ruth at home", False)
    save(family, email="ruth@ashdown.example")
    assert stored(family.ruth).email_is_usable


def test_a_cleared_number_is_no_longer_used(family):
    save(family, mobile="")
    ruth = stored(family.ruth)
    assert (ruth.mobile, ruth.mobile_number) == ("", "")


def test_a_postcode_is_tidied_and_one_that_cannot_be_is_refused(family):
    save(family, postcode="zz11aa")
    assert stored(family.ruth).postcode == "ZZ1 1AA"
    answer = save(family, postcode="ZZ")
    assert answer.status_code == 422
    assert answer.context["form"].errors["postcode"]
    assert "<title>Error: " in answer.text.replace("\n", "")


def test_a_postcode_that_came_from_a_file_stands_in_nobodys_way(family):
    family.ruth.postcode = "75001 P"
    family.ruth.save()
    assert save(family, mobile="07700 900456").status_code == 302
    assert stored(family.ruth).postcode == "75001 P"


def test_a_parent_needs_a_surname(family):
    answer = save(family, surname="", mobile="07700 900456")
    assert answer.status_code == 422
    assert "Enter the surname." in answer.text
    assert 'value="07700 900456"' in answer.text, "what was typed is kept"
    assert stored(family.ruth).mobile == "07700 900123"


def test_a_nul_byte_is_refused(family):
    assert save(family, forename="Ru\x00th").status_code == 422


def test_the_second_of_two_editors_is_told_and_sees_the_difference(family):
    first, second = typed(family), typed(family, mobile="07700 900222")
    place = (family.ada.pk, family.ruth_of_ada.pk)
    family.post("edit_parent", *place, **first | {"mobile": "07700 900111"})
    answer = family.post("edit_parent", *place, **second)
    assert answer.status_code == 422
    assert "Somebody else has changed this" in answer.text
    assert "07700 900111" in answer.text
    assert 'value="07700 900222"' in answer.text
    assert stored(family.ruth).mobile == "07700 900111"
    again = second | {"seen": answer.context["form"]["seen"].value()}
    assert family.post("edit_parent", *place, **again).status_code == 302
    assert stored(family.ruth).mobile == "07700 900222"


def test_nothing_typed_leaves_no_trace(family):
    save(family)
    assert (stored(family.ruth).version, acts(), history()) == (1, [], [])


def test_a_version_never_seen_is_refused(family):
    with pytest.raises(ChangedMeanwhile):
        edit_parent(
            parent=family.ruth, facts={"language": "Welsh"}, seen=0, by=family.office, at=AT
        )


def test_a_teacher_may_not_change_numbers(family):
    teacher = family.sign_in("class_teacher")
    with pytest.raises(NotPermitted):
        edit_parent(parent=family.ruth, facts={"mobile": "1"}, seen=1, by=teacher, at=AT)
    answer = family.get("edit_parent", family.ada.pk, family.ruth_of_ada.pk)
    assert answer.status_code == 403


def test_a_contact_of_another_schools_pupil_is_not_found(family):
    other = PupilParentFactory()
    assert family.get("edit_parent", other.pupil_id, other.pk).status_code == 404
    assert family.get("edit_parent", family.ada.pk, other.pk).status_code == 404
    assert family.get("edit_parent", family.ben.pk, family.tom_of_ada.pk).status_code == 404
    with pytest.raises(NotPermitted):
        edit_parent(parent=other.parent, facts={"surname": "Else"}, seen=1, by=family.office, at=AT)


def test_who_looked_at_numbers_is_noted(family):
    family.get("edit_parent", family.ada.pk, family.ruth_of_ada.pk)
    look = Look.objects.get()
    assert (look.by, look.subject_id, look.what) == (family.office, family.ada.pk, "contacts")


def test_the_page_reads_little(family, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        family.get("edit_parent", family.ada.pk, family.ruth_of_ada.pk)
    with django_assert_max_num_queries(15):
        family.get("edit_link", family.ada.pk, family.ruth_of_ada.pk)
