"""Contacts are added, described, put in order, ended and taken up again."""

import pytest

from schools.actions.add_contact import add_contact
from schools.actions.end_contact import end_contact
from schools.changes import ChangedMeanwhile
from schools.models import Parent, PupilParent
from schools.permissions import NotPermitted
from schools.queries.contacts_of import contacts_of
from schools.refusals import Refused
from tests.contacts_and_flags.family import AT, TODAY, acts, history, in_order
from tests.factories.people import ParentFactory, PupilParentFactory

LINK = {"relationship": "gran", "may_contact": True}


def known(family):
    return {"pupil": family.ben, "link": LINK, "by": family.office, "at": AT}


def test_a_landline_to_be_texted_is_said_to_be_one(family):
    PupilParent.objects.filter(pk=family.ruth_of_ada.pk).update(may_text=True)
    said = "the mobile is a landline"
    assert said not in family.client.get(f"/pupils/{family.ada.pk}/").text
    Parent.objects.filter(pk=family.ruth.pk).update(mobile_number="+441632960123")
    assert said in family.client.get(f"/pupils/{family.ada.pk}/").text


def test_somebody_new_comes_last(family):
    answer = family.post(
        "add",
        family.ada.pk,
        surname="Lee",
        forename="Ivy",
        mobile="07700 900777",
        relationship="gran",
        is_parent="N",
        may_text="Y",
    )
    assert answer.status_code == 302
    assert in_order(family.ada) == [(1, "Ruth"), (2, "Tom"), (3, "Ivy")]
    link = PupilParent.objects.get(parent__forename="Ivy")
    assert link.parent.mobile_number == "+447700900777"
    assert (link.is_parent, link.may_text, link.lives_with_pupil) == (False, True, None)
    assert history(pupil=family.ada, parent=link.parent) == [("contact", "", "Ivy Lee")]
    assert acts() == ["add_contact"]


def test_a_brothers_father_is_offered_and_chosen(family):
    page = family.get("add", family.ben.pk)
    assert f'value="{family.tom.pk}"' in page.text
    assert "dad of Ada Ashdown" in page.text
    assert f'value="{family.ruth.pk}"' not in page.text, "she is a contact already"
    family.post("add", family.ben.pk, parent=family.tom.pk, relationship="stepdad")
    assert in_order(family.ben) == [(1, "Ruth"), (2, "Tom")]
    assert Parent.objects.filter(school=family.school).count() == 2


@pytest.mark.parametrize("sought", ["tom", "Ada", "ashd", "Tom Ash", "0123"])
def test_somebody_is_found_by_name_child_or_number(family, sought):
    newcomer = family.pupil("Cy")
    page = family.get("add", newcomer.pk, find=sought)
    found = {one.forename for one in page.context["known"]}
    assert found == {
        "tom": {"Tom"}, "Tom Ash": {"Tom"}, "Ada": {"Ruth", "Tom"},
        "ashd": {"Ruth", "Tom"}, "0123": {"Ruth"},
    }[sought]  # fmt: skip


def test_a_parent_of_another_school_cannot_be_chosen(family):
    stranger = ParentFactory()
    answer = family.post("add", family.ada.pk, parent=stranger.pk)
    assert answer.status_code == 422
    with pytest.raises(Refused, match="not known at your school"):
        add_contact(**known(family), parent_id=stranger.pk)


def test_nobody_is_added_without_a_name_or_a_choice(family):
    answer = family.post("add", family.ada.pk, relationship="gran")
    assert answer.status_code == 422
    assert "Enter the surname, or choose somebody" in answer.text


def test_nobody_is_a_contact_twice(family):
    with pytest.raises(Refused, match="is a contact of Ben Ashdown already"):
        add_contact(**known(family), parent_id=family.ruth.pk)
    end_contact(link=family.ruth_of_ben, seen=1, by=family.office, at=AT)
    with pytest.raises(Refused, match=r"was a contact .* until 8 September 2025"):
        add_contact(**known(family), parent_id=family.ruth.pk)


def test_nine_contacts_are_the_most(family):
    for number in range(3, 10):
        parent = ParentFactory(school=family.school)
        PupilParentFactory(pupil=family.ada, parent=parent, priority=number)
    answer = family.post("add", family.ada.pk, surname="Ten")
    assert answer.status_code == 422
    assert "has 9 contacts, which is the most" in answer.text


def test_a_teacher_adds_nobody(family):
    with pytest.raises(NotPermitted):
        add_contact(**known(family) | {"by": family.person("class_teacher")}, parent_id=1)


def test_what_somebody_is_to_one_child_is_changed_for_that_child_alone(family):
    place = (family.ada.pk, family.ruth_of_ada.pk)
    assert family.post(
        "edit_link", *place, seen="1", relationship="mum", is_parent="Y", may_text="N",
        lives_with_pupil="", note="After 3 o'clock",
    ).status_code == 302  # fmt: skip
    family.ruth_of_ada.refresh_from_db()
    family.ruth_of_ben.refresh_from_db()
    assert family.ruth_of_ada.is_parent is True
    assert family.ruth_of_ada.may_text is False
    assert family.ruth_of_ben.relationship == "mother"
    assert history(pupil=family.ada, parent=family.ruth) == [
        ("relationship", "mother", "mum"),
        ("is_parent", "", "Yes"),
        ("may_text", "", "No"),
        ("note", "", "After 3 o'clock"),
    ]
    assert acts() == ["edit_link"]


def test_the_second_editor_of_a_link_is_told(family):
    place = (family.ada.pk, family.ruth_of_ada.pk)
    family.post("edit_link", *place, seen="1", relationship="mum")
    answer = family.post("edit_link", *place, seen="1", relationship="mam")
    assert answer.status_code == 422
    assert "Somebody else has changed this" in answer.text
    assert 'value="mam"' in answer.text
    family.ruth_of_ada.refresh_from_db()
    assert family.ruth_of_ada.relationship == "mum"


def test_a_contact_moves_up_without_script(family):
    family.post("order", family.ada.pk, family.tom_of_ada.pk, to="up", seen="1")
    assert in_order(family.ada) == [(1, "Tom"), (2, "Ruth")]
    assert history(pupil=family.ada, parent=family.tom) == [("priority", "2", "1")]
    assert acts() == ["order_contacts"]


def test_at_an_end_nothing_moves(family):
    family.post("order", family.ada.pk, family.tom_of_ada.pk, to="down", seen="1")
    assert in_order(family.ada) == [(1, "Ruth"), (2, "Tom")]
    assert acts() == []


def test_an_order_with_gaps_is_closed_up(family):
    ivy = ParentFactory(school=family.school, forename="Ivy")
    PupilParentFactory(pupil=family.ada, parent=ivy, priority=7)
    family.post("order", family.ada.pk, family.tom_of_ada.pk, to="down", seen="1")
    assert in_order(family.ada) == [(1, "Ruth"), (2, "Ivy"), (3, "Tom")]


def test_moving_what_somebody_else_moved_is_refused(family):
    family.post("order", family.ada.pk, family.tom_of_ada.pk, to="up", seen="1")
    answer = family.client.post(
        family.address("order", family.ada.pk, family.tom_of_ada.pk),
        {"to": "down", "seen": "1"},
        follow=True,
    )
    assert "Somebody else has changed this contact meanwhile" in answer.text
    assert in_order(family.ada) == [(1, "Tom"), (2, "Ruth")]


def test_an_ended_contact_is_kept_and_the_others_move_up(family):
    family.post("end", family.ada.pk, family.ruth_of_ada.pk, seen="1")
    family.ruth_of_ada.refresh_from_db()
    assert family.ruth_of_ada.ended_on == TODAY
    assert in_order(family.ada) == [(1, "Tom")]
    assert in_order(family.ben) == [(1, "Ruth")], "her other child keeps her"
    assert acts() == ["end_contact"]


def test_an_ended_contact_is_taken_up_again(family):
    family.post("end", family.ada.pk, family.ruth_of_ada.pk, seen="1")
    family.post("take_up", family.ada.pk, family.ruth_of_ada.pk, seen="2")
    assert in_order(family.ada) == [(1, "Tom"), (2, "Ruth")]
    told = history(pupil=family.ada, parent=family.ruth)
    assert ("ended_on", "", "8 September 2025") in told
    assert ("ended_on", "8 September 2025", "") in told


def test_ending_the_last_contact_is_warned_of_and_allowed(family):
    two = family.get("end", family.ada.pk, family.tom_of_ada.pk).text
    assert "only contact" not in two
    page = family.get("end", family.ben.pk, family.ruth_of_ben.pk).text
    assert "is the only contact of Ben Ashdown" in page
    answer = family.client.post(
        family.address("end", family.ben.pk, family.ruth_of_ben.pk), {"seen": "1"}, follow=True
    )
    assert "now has nobody to contact" in answer.text
    assert in_order(family.ben) == []


def test_ending_needs_the_version_that_was_seen(family):
    with pytest.raises(ChangedMeanwhile):
        end_contact(link=family.tom_of_ada, seen=0, by=family.office, at=AT)
    answer = family.post("end", family.ada.pk, family.tom_of_ada.pk, seen="x")
    assert answer.status_code == 422
    assert in_order(family.ada) == [(1, "Ruth"), (2, "Tom")]


def test_a_contact_ended_twice_is_refused(family):
    end_contact(link=family.tom_of_ada, seen=1, by=family.office, at=AT)
    with pytest.raises(Refused, match="no longer a contact"):
        end_contact(link=family.tom_of_ada, seen=2, by=family.office, at=AT)


def test_contacts_are_listed_in_their_order_those_who_ended_last(family):
    end_contact(link=family.ruth_of_ada, seen=1, by=family.office, at=AT)
    listed = contacts_of(pupil=family.ada, by=family.office)
    assert [(one.parent.forename, one.is_ended) for one in listed] == [
        ("Tom", False),
        ("Ruth", True),
    ]
    assert [link.pupil for link in listed[1].also] == [family.ben]


def test_a_class_teacher_sees_no_contacts(family):
    assert contacts_of(pupil=family.ada, by=family.person("class_teacher")) == []


def test_somebody_of_another_school_sees_no_contacts(family):
    other = PupilParentFactory()
    assert contacts_of(pupil=other.pupil, by=family.office) == []


def test_the_list_reads_the_same_however_many_there_are(family, django_assert_num_queries):
    for number in range(3, 9):
        parent = ParentFactory(school=family.school)
        PupilParentFactory(pupil=family.ada, parent=parent, priority=number)
        PupilParentFactory(pupil=family.ben, parent=parent, priority=number)
    with django_assert_num_queries(2):
        contacts_of(pupil=family.ada, by=family.office)


@pytest.mark.parametrize("name", ["order", "take_up"])
def test_nothing_changes_by_looking(family, name):
    assert family.get(name, family.ada.pk, family.tom_of_ada.pk).status_code == 405
