"""Somebody whose name a contact has already is added only after a yes; nothing typed is lost."""

import pytest

from schools.actions.add_contact import add_contact
from schools.actions.end_contact import end_contact
from schools.known_contacts import PerhapsKnown
from schools.models import Parent, PupilParent
from tests.contacts_and_flags.family import AT, in_order

LINK = {"relationship": "gran", "may_contact": True}
QUESTION = (
    "Mrs Ruth Ashdown is already a contact of Ada Ashdown. Add another person of the same name?"
)


def test_the_name_of_a_contact_is_asked_about_and_what_was_typed_is_kept(family):
    typed = {"forename": "ruth", "surname": "Ashdówn", "mobile": "07700 900777", "note": "At night"}
    answer = family.post("add", family.ada.pk, **typed)
    assert answer.status_code == 422
    assert QUESTION in answer.text
    assert 'name="is_another"' in answer.text
    assert 'value="07700 900777"' in answer.text
    assert "At night" in answer.text
    assert in_order(family.ada) == [(1, "Ruth"), (2, "Tom")]
    assert not Parent.objects.filter(forename="ruth").exists()
    assert family.post("add", family.ada.pk, **typed, is_another="on").status_code == 302
    assert in_order(family.ada) == [(1, "Ruth"), (2, "Tom"), (3, "ruth")]


def test_a_name_that_nobody_has_is_not_asked_about(family):
    assert 'name="is_another"' not in family.get("add", family.ada.pk).text
    assert family.post("add", family.ada.pk, forename="Ida", surname="Ashdown").status_code == 302


def test_a_known_person_with_the_name_of_a_contact_is_asked_about_too(family):
    other = Parent.objects.create(school=family.school, forename="Ruth", surname="Ashdown")
    facts = {"pupil": family.ada, "link": LINK, "by": family.office, "at": AT}
    with pytest.raises(PerhapsKnown, match="already a contact"):
        add_contact(**facts, parent_id=other.pk)
    assert add_contact(**facts, parent_id=other.pk, is_another=True).parent == other


def test_an_ended_contact_of_the_name_is_pointed_out(family):
    end_contact(link=family.tom_of_ada, seen=1, by=family.office, at=AT)
    answer = family.post("add", family.ada.pk, forename="Tom", surname="Ashdown")
    assert answer.status_code == 422
    assert "Tom Ashdown was a contact of Ada Ashdown until 8 September 2025" in answer.text


def test_a_brothers_parent_of_the_same_name_and_number_is_offered_instead(family):
    Parent.objects.filter(pk=family.tom.pk).update(title="Mr", mobile_number="+447700900555")
    typed = {"forename": "Tom", "surname": "Ashdown", "mobile": "07700 900 555"}
    answer = family.client.post(f"{family.address('add', family.ben.pk)}?find=zz", typed)
    assert answer.status_code == 422
    assert "is known already with this number, as a contact of Ada Ashdown" in answer.text
    assert f'value="{family.tom.pk}"' in answer.text
    typed["parent"] = str(family.tom.pk)
    assert family.post("add", family.ben.pk, **typed).status_code == 302
    assert PupilParent.objects.filter(pupil=family.ben, parent=family.tom).exists()


def test_the_same_name_with_another_number_is_somebody_else(family):
    typed = {"forename": "Tom", "surname": "Ashdown", "mobile": "07700 900666"}
    assert family.post("add", family.ben.pk, **typed).status_code == 302
