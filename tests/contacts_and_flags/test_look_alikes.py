"""Look-alikes are merged or kept apart by a person, and each decision can be undone exactly."""

import pytest

from schools.actions.edit_link import edit_link
from schools.actions.end_contact import end_contact
from schools.actions.keep_parents_apart import keep_parents_apart
from schools.actions.merge_parents import merge_parents
from schools.actions.order_contacts import order_contacts
from schools.actions.undo_look_alike import undo_look_alike
from schools.changes import ChangedMeanwhile
from schools.models import LookAlike, Parent, PupilParent
from schools.permissions import NotPermitted
from schools.queries.look_alikes import unjudged_pairs
from schools.refusals import Refused
from tests.contacts_and_flags.family import AT, TODAY, acts, history, in_order, stored
from tests.factories.people import ParentFactory, PupilParentFactory


@pytest.fixture
def twin(family):
    """Ruth again, of another title, number and address: the mother of Cy, and known to Ada."""
    twin = ParentFactory(school=family.school, title="Ms", forename="Rùth", surname="ASHDOWN")
    family.cy = family.pupil("Cy")
    family.twin_of_cy = PupilParentFactory(pupil=family.cy, parent=twin)
    family.twin_of_ada = PupilParentFactory(pupil=family.ada, parent=twin, priority=3)
    return twin


def merge(family, kept, other, **more):
    seen = {kept.pk: kept.version, other.pk: other.version}
    who = {"by": family.office, "at": AT} | more
    return merge_parents(kept_id=kept.pk, other_id=other.pk, **{"seen": seen} | who)


def links(family):
    """Every link of the school as it is stored, but for its version."""
    rows = PupilParent.objects.filter(school=family.school).order_by("pk")
    return list(rows.values_list("pk", "parent_id", "pupil_id", "priority", "ended_on"))


def pairs(family):
    found, count = unjudged_pairs(by=family.office, most=50)
    assert count == len(found)
    return [{pair.one, pair.other} for pair in found]


def test_parents_of_one_name_are_listed_whatever_their_accents(family, twin):
    assert pairs(family) == [{family.ruth, twin}]
    page = family.get("look_alikes").text
    assert family.address("look_alike", twin.pk, family.ruth.pk) in page


def test_people_without_a_forename_or_of_another_school_are_no_pair(family):
    ParentFactory(forename="Ruth", surname="Ashdown")
    ParentFactory.create_batch(2, school=family.school, forename="", surname="Lee")
    assert pairs(family) == []


def test_a_merge_moves_the_links_and_ends_the_one_that_both_had(family, twin):
    decision = merge(family, family.ruth, twin)
    family.twin_of_cy.refresh_from_db()
    family.twin_of_ada.refresh_from_db()
    assert family.twin_of_cy.parent == family.ruth
    assert (family.twin_of_ada.parent, family.twin_of_ada.ended_on) == (twin, TODAY)
    assert in_order(family.ada) == [(1, "Ruth"), (2, "Tom")]
    assert stored(twin).merged_into == family.ruth
    assert (decision.judgement, decision.by) == ("merged", family.office)
    assert pairs(family) == []


def test_a_merge_stands_in_the_history_and_in_the_audit(family, twin):
    merge(family, family.ruth, twin)
    ruth, other = (
        f"Mrs Ruth Ashdown (number {family.ruth.pk})",
        f"Ms Rùth ASHDOWN (number {twin.pk})",
    )
    assert history(pupil=family.cy) == [("contact", other, ruth)]
    assert history(pupil__isnull=True, parent=twin) == [("merged_into", "", ruth)]
    assert history(pupil=family.ada) == [("ended_on", "", "8 September 2025")]
    assert acts() == ["merge_parents"]


def test_a_kept_link_that_had_ended_is_taken_up_again(family, twin):
    end_contact(link=family.ruth_of_ada, seen=1, by=family.office, at=AT)
    merge(family, family.ruth, twin)
    assert in_order(family.ada) == [(1, "Tom"), (2, "Ruth")]


def test_a_link_that_had_ended_moves_as_ended(family, twin):
    end_contact(link=family.twin_of_cy, seen=1, by=family.office, at=AT)
    merge(family, family.ruth, twin)
    family.twin_of_cy.refresh_from_db()
    assert (family.twin_of_cy.parent, family.twin_of_cy.ended_on) == (family.ruth, TODAY)
    assert in_order(family.cy) == []


@pytest.mark.parametrize("ended", ["ruth_of_ada", "twin_of_cy", "tom_of_ada", None])
@pytest.mark.parametrize("keep_twin", [False, True])
def test_undoing_a_merge_restores_every_link_exactly(family, twin, ended, keep_twin):
    if ended:
        end_contact(link=getattr(family, ended), seen=1, by=family.office, at=AT)
    before = links(family)
    pair = (stored(twin), stored(family.ruth)) if keep_twin else (stored(family.ruth), stored(twin))
    decision = merge(family, *pair)
    assert links(family) != before
    undone = undo_look_alike(decision=decision, by=family.office, at=AT)
    assert links(family) == before
    assert Parent.objects.filter(merged_into__isnull=False).count() == 0
    assert (undone.undone_by, undone.undone_at) == (family.office, AT)
    assert pairs(family) == [{family.ruth, twin}]


def test_undoing_is_refused_when_a_moved_link_was_changed_since(family, twin):
    decision = merge(family, family.ruth, twin)
    link = PupilParent.objects.get(pk=family.twin_of_cy.pk)
    edit_link(link=link, facts={"relationship": "mum"}, seen=link.version, by=family.office, at=AT)
    after = links(family)
    with pytest.raises(Refused, match="as a contact of Cy Ashdown has changed since"):
        undo_look_alike(decision=decision, by=family.office, at=AT)
    assert links(family) == after


def test_undoing_is_refused_when_the_order_was_changed_since(family, twin):
    decision = merge(family, family.ruth, twin)
    order_contacts(link=family.tom_of_ada, up=True, seen=1, by=family.office, at=AT)
    with pytest.raises(Refused, match="Who is to be called about Ada Ashdown has changed"):
        undo_look_alike(decision=decision, by=family.office, at=AT)


def test_undoing_is_refused_while_the_kept_one_is_merged_further(family, twin):
    third = ParentFactory(school=family.school, forename="Ruth", surname="Ashdown")
    before = links(family)
    first = merge(family, family.ruth, twin)
    second = merge(family, third, stored(family.ruth))
    with pytest.raises(Refused, match="was merged into somebody else since"):
        undo_look_alike(decision=first, by=family.office, at=AT)
    undo_look_alike(decision=second, by=family.office, at=AT)
    undo_look_alike(decision=first, by=family.office, at=AT)
    assert links(family) == before


def test_nothing_is_undone_twice(family, twin):
    decision = merge(family, family.ruth, twin)
    undo_look_alike(decision=decision, by=family.office, at=AT)
    with pytest.raises(Refused, match="undone already"):
        undo_look_alike(decision=decision, by=family.office, at=AT)


def test_a_parent_is_not_merged_with_themselves(family):
    with pytest.raises(Refused, match="with themselves"):
        merge(family, family.ruth, family.ruth)
    address = family.address("look_alike", family.ruth.pk, family.ruth.pk)
    answer = family.client.post(address, {"do": f"keep-{family.ruth.pk}"})
    assert answer.status_code == 422
    assert "cannot be merged with themselves" in answer.text
    assert not LookAlike.objects.exists()


def test_a_merge_sees_what_was_on_the_page(family, twin):
    with pytest.raises(ChangedMeanwhile):
        merge(family, family.ruth, twin, seen={family.ruth.pk: 1, twin.pk: 0})
    assert stored(twin).merged_into is None


def test_whoever_was_merged_is_not_merged_again(family, twin):
    merge(family, family.ruth, twin)
    with pytest.raises(Refused, match="was merged into somebody else already"):
        merge(family, family.tom, stored(twin))


def test_a_parent_of_another_school_is_not_merged(family):
    stranger = ParentFactory(forename="Ruth", surname="Ashdown")
    with pytest.raises(Refused, match="not known at your school"):
        merge(family, family.ruth, stranger)
    assert family.get("look_alike", family.ruth.pk, stranger.pk).status_code == 404


def test_a_teacher_merges_nobody(family, twin):
    with pytest.raises(NotPermitted):
        merge(family, family.ruth, twin, by=family.person("class_teacher"))


def test_a_pair_kept_apart_is_not_listed_until_that_is_undone(family, twin):
    apart = keep_parents_apart(one_id=twin.pk, other_id=family.ruth.pk, by=family.office, at=AT)
    assert pairs(family) == []
    assert history(parent=twin) == [
        ("kept_apart_from", "", f"Mrs Ruth Ashdown (number {family.ruth.pk})")
    ]
    with pytest.raises(Refused, match="kept apart"):
        merge(family, family.ruth, twin)
    undo_look_alike(decision=apart, by=family.office, at=AT)
    assert pairs(family) == [{family.ruth, twin}]
    assert acts() == ["keep_parents_apart", "undo_look_alike"]


def test_of_three_alike_only_the_judged_pair_goes(family, twin):
    third = ParentFactory(school=family.school, forename="Ruth", surname="Ashdown")
    keep_parents_apart(one_id=twin.pk, other_id=family.ruth.pk, by=family.office, at=AT)
    assert pairs(family) == [{twin, third}, {family.ruth, third}]


def test_the_pages_merge_and_undo(family, twin):
    address = family.address("look_alike", family.ruth.pk, twin.pk)
    page = family.client.get(address).text
    assert "07700 900123" in page
    assert "Cy Ashdown" in page
    seen = {f"seen-{family.ruth.pk}": 1, f"seen-{twin.pk}": 1}
    answer = family.client.post(address, {"do": f"keep-{twin.pk}", **seen}, follow=True)
    assert f"(number {twin.pk}) stands for both" in answer.text
    assert stored(family.ruth).merged_into == twin
    decision = LookAlike.objects.get()
    answer = family.client.post(family.address("undo_look_alike", decision.pk), follow=True)
    assert "Undone: they are two people again" in answer.text
    assert stored(family.ruth).merged_into is None


def test_the_page_refuses_a_stale_look_and_a_missing_choice(family, twin):
    address = family.address("look_alike", family.ruth.pk, twin.pk)
    stale = {f"seen-{family.ruth.pk}": 1, f"seen-{twin.pk}": 9, "do": f"keep-{twin.pk}"}
    assert family.client.post(address, stale).status_code == 422
    assert "Choose whom to keep" in family.client.post(address, {}).text
    assert family.client.post(address, {"do": "keep-99"}).status_code == 422


def test_the_pages_read_the_same_however_many_pairs(family, twin, django_assert_max_num_queries):
    for number in range(6):
        for one in ParentFactory.create_batch(
            2, school=family.school, forename="Jo", surname=f"Lee{number}"
        ):
            PupilParentFactory(pupil=family.pupil("Dot"), parent=one)
    keep_parents_apart(one_id=twin.pk, other_id=family.ruth.pk, by=family.office, at=AT)
    with django_assert_max_num_queries(15):
        family.get("look_alikes")
    with django_assert_max_num_queries(15):
        family.get("look_alike", family.ruth.pk, twin.pk)


def test_somebody_merged_is_no_longer_offered_nor_shown(family, twin):
    merge(family, family.ruth, twin)
    found = family.get("add", family.pupil("Dan").pk, find="Rùth").context["known"]
    assert twin not in found
    assert family.get("look_alike", family.ruth.pk, twin.pk).status_code == 404
    place = (family.ada.pk, family.twin_of_ada.pk)
    assert family.get("edit_parent", *place).status_code == 404
    assert "Rùth" not in family.client.get(f"/pupils/{family.ada.pk}/").text
