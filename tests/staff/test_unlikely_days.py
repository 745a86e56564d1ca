"""No page of the staff takes a day that nobody can mean."""

from datetime import timedelta

import pytest

from schools.staff import StaffRefused
from tests.staff.test_classes import end, give

TWO_YEARS = 731


def test_a_class_ends_within_two_years(staff):
    with pytest.raises(StaffRefused, match="at most two years ahead") as refusal:
        give(staff, staff.school_class, person=staff.supply, last=TWO_YEARS + 1)
    assert refusal.value.field == "last"
    row = give(staff, staff.school_class, person=staff.supply, last=TWO_YEARS)
    with pytest.raises(StaffRefused, match="at most two years ahead"):
        end(staff, row, last=TWO_YEARS + 1)
    assert end(staff, row, last=TWO_YEARS - 1).end == staff.day + timedelta(days=TWO_YEARS - 1)


@pytest.mark.parametrize("year", ["9999", "2199"])
def test_a_year_far_away_is_refused_on_every_page_in_words(staff, client, year):
    client.force_login(staff.head)
    days = {"first": f"{year}-01-01", "last": f"{year}-02-01"}
    pages = {
        f"/staff/{staff.teacher.pk}/classes/": {"school_class": staff.school_class.pk, **days},
        f"/staff/{staff.teacher.pk}/leaving/": {"leaves_on": f"{year}-01-01", "seen": "1"},
        "/staff/cover/": {
            "school_class": staff.school_class.pk, "person": staff.supply.pk, **days
        },
        "/staff/delegates/": {
            "person": staff.supply.pk, "capabilities": ["decide_leave"], **days
        },
    }  # fmt: skip
    for address, typed in pages.items():
        answer = client.post(address, typed)
        assert answer.status_code == 422, address
        assert "There is a problem" in answer.text
