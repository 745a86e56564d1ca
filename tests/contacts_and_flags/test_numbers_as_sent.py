"""What a form sends in place of a version or a key may be no number at all."""

import pytest

from tests.contacts_and_flags.family import in_order, stored


@pytest.mark.parametrize("seen", ["", "x", "²", "9" * 5000])
def test_moving_without_a_version_that_can_be_is_refused(family, seen):
    family.post("order", family.ada.pk, family.tom_of_ada.pk, to="up", seen=seen)
    assert in_order(family.ada) == [(1, "Ruth"), (2, "Tom")]


def test_a_number_that_no_parent_can_have_adds_nobody(family):
    answer = family.post("add", family.ada.pk, parent="9" * 5000)
    assert answer.status_code == 422
    assert in_order(family.ada) == [(1, "Ruth"), (2, "Tom")]


def test_a_version_longer_than_any_merges_nobody(family):
    address = family.address("look_alike", family.ruth.pk, family.tom.pk)
    seen = {f"seen-{family.ruth.pk}": 1, f"seen-{family.tom.pk}": "9" * 5000}
    answer = family.client.post(address, {"do": f"keep-{family.ruth.pk}", **seen})
    assert answer.status_code == 422
    assert stored(family.tom).merged_into is None
