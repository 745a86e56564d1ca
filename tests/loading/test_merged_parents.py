"""A load respects what a person decided about look-alikes."""

import pytest

from schools.actions.keep_parents_apart import keep_parents_apart
from schools.actions.merge_parents import merge_parents
from schools.actions.undo_look_alike import undo_look_alike
from schools.models import Parent, PupilParent, User
from tests.loading.folders import ADA, AT, BEN, contact, pupil, upn_of
from tests.loading.test_pupils import NEXT_WEEK


@pytest.fixture
def two(folder):
    """Ruth of Ada, and a Ruth of Ben with another number, address and title; also of Ada."""
    other = {"title": "Ms", "mobile": "07700 900456", "address1": "9 Other Road"}
    folder["parents"][1] |= other
    folder["parents"].append(contact(ADA, priority="2", **other))
    folder.load()
    return folder


def head():
    return User.objects.get(roles=["headteacher"])


def ruths():
    return list(Parent.objects.order_by("pk"))


def merge(kept, other):
    seen = {kept.pk: kept.version, other.pk: other.version}
    return merge_parents(kept_id=kept.pk, other_id=other.pk, seen=seen, by=head(), at=AT)


def in_force():
    links = PupilParent.objects.filter(ended_on__isnull=True).order_by("pupil__upn", "priority")
    return list(links.values_list("pupil__upn", "parent_id"))


def noticed(report):
    return any("look alike" in notice for notice in report.notices)


@pytest.mark.parametrize("keep", [0, 1])
def test_the_same_folder_finds_the_kept_parent_and_makes_no_third(two, keep):
    kept, other = ruths()[keep], ruths()[1 - keep]
    merge(kept, other)
    before = in_force()
    report = two.load(at=NEXT_WEEK)
    assert report.changes_nothing()
    assert not noticed(report)
    assert len(ruths()) == 2
    assert in_force() == before == sorted([(ADA, kept.pk), (BEN, kept.pk)])


def test_a_further_child_listed_with_the_others_facts_gets_the_kept_parent(two):
    kept, other = ruths()
    merge(kept, other)
    two["pupils"].append(pupil(upn_of(3), "Cy"))
    two["parents"].append(
        contact(upn_of(3), title="Ms", mobile="07700 900456", address1="9 Other Road")
    )
    report = two.load(at=NEXT_WEEK)
    assert report.added["contacts"] == 1
    assert "parents" not in report.added
    assert PupilParent.objects.get(pupil__upn=upn_of(3)).parent == kept


@pytest.mark.parametrize(("own_row", "mobile"), [(False, "07700 900888"), (True, "07700 900123")])
def test_what_is_new_about_the_other_is_news_unless_the_kept_parents_row_says_it(
    two, own_row, mobile
):
    kept, other = ruths()
    merge(kept, other)
    for row in two["parents"][1:]:
        row["mobile"] = "07700 900888"
    if not own_row:
        two["parents"].pop(0)
    two.load(at=NEXT_WEEK)
    kept.refresh_from_db()
    assert len(ruths()) == 2
    assert (kept.mobile, kept.address1) == (mobile, "1 Elm Row")
    assert two.load(at=NEXT_WEEK).changes_nothing()


def test_the_other_with_another_number_and_address_is_still_found(two):
    kept, other = ruths()
    merge(kept, other)
    for row in two["parents"][1:]:
        row |= {"mobile": "07700 900888", "address1": "12 New Street"}
    two.load(at=NEXT_WEEK)
    assert len(ruths()) == 2


def test_a_pupil_newly_listed_with_both_has_the_kept_parent_once(two):
    kept, other = ruths()
    merge(kept, other)
    cy = upn_of(3)
    two["pupils"].append(pupil(cy, "Cy"))
    two["parents"].append(
        contact(cy, priority="2", title="Ms", mobile="07700 900456", address1="9 Other Road")
    )
    two["parents"].append(contact(cy))
    two.load(at=NEXT_WEEK)
    links = PupilParent.objects.filter(pupil__upn=cy)
    assert [(link.parent, link.priority) for link in links] == [(kept, 1)]
    assert two.load(at=NEXT_WEEK).changes_nothing()


def test_a_merge_of_a_merge_leads_to_the_last(two):
    two["parents"].append(
        contact(BEN, priority="3", title="Dr", mobile="07700 900789", address1="3 Third Road")
    )
    two.load(at=NEXT_WEEK)
    first, second, third = ruths()
    merge(first, second)
    first.refresh_from_db()
    merge(third, first)
    assert two.load(at=NEXT_WEEK).changes_nothing()
    assert {parent for _, parent in in_force()} == {third.pk}


def test_an_undone_merge_is_two_people_to_a_load_too(two):
    before = in_force()
    undo_look_alike(decision=merge(*ruths()), by=head(), at=AT)
    report = two.load(at=NEXT_WEEK)
    assert report.changes_nothing()
    assert noticed(report)
    assert in_force() == before


def test_a_pair_kept_apart_is_not_noticed_again(two):
    assert noticed(two.load(at=NEXT_WEEK))
    one, other = ruths()
    apart = keep_parents_apart(one_id=one.pk, other_id=other.pk, by=head(), at=AT)
    assert not noticed(two.load(at=NEXT_WEEK))
    undo_look_alike(decision=apart, by=head(), at=AT)
    assert noticed(two.load(at=NEXT_WEEK))


def test_what_the_file_says_of_a_link_that_a_merge_ended_changes_nothing(two):
    kept, other = ruths()
    merge(kept, other)
    two["parents"].pop(0)
    two["parents"][1] |= {"relationship": "stepmum", "priority": "5"}
    report = two.load(at=NEXT_WEEK)
    assert report.changes_nothing()
    link = PupilParent.objects.get(pupil__upn=ADA, parent=kept)
    assert (link.relationship, link.priority) == ("mother", 1)
