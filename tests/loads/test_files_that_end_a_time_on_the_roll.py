"""Files that take somebody off the roll are named, and wait for the yes of the headteacher."""

from datetime import timedelta

import pytest

from schools.models import Enrolment
from schools.permissions import NotPermitted
from tests.factories.people import UserFactory
from tests.loading.folders import ADA, AT, Folder
from tests.loads.uploads import approve, check, receive, run, whole_way

LATER = AT + timedelta(hours=1)


@pytest.fixture
def leaving(folder, admin) -> Folder:
    """A loaded school, and newer files in which Ada leaves."""
    whole_way(folder, admin)
    newer = folder.newer()
    newer["pupils"][0] |= {"end_date": "2025-10-24", "leaving_ground": ""}
    return newer


def end_of_ada():
    return Enrolment.objects.get(pupil__upn=ADA).end


def test_each_is_named_with_the_day_and_the_ground_or_that_there_is_none(leaving, admin):
    load = check(receive(leaving, admin, at=LATER))
    said = f"takes Ada Ashdown ({ADA}) off the roll after 24 October 2025, "
    assert [one for one in load.report["notices"] if said in one] == [
        f"pupils.csv:2 {said}without a ground of regulation 9."
    ]


def test_the_ground_of_the_file_is_named(leaving, admin):
    leaving["pupils"][0]["leaving_ground"] = "f"
    load = check(receive(leaving, admin, at=LATER))
    assert any("2025, on ground f of regulation 9." in one for one in load.report["notices"])


@pytest.mark.parametrize("role", ["office", "admin"])
def test_only_a_headteacher_says_yes(leaving, admin, client, role):
    person = UserFactory(school=admin.school, role=role)
    load = check(receive(leaving, person, at=LATER))
    with pytest.raises(NotPermitted, match="Headteacher"):
        approve(load, person, at=LATER)
    client.force_login(person)
    page = client.get(f"/settings/load/{load.pk}/").text
    assert "take 1 pupil off the roll" in page
    assert "Only a headteacher can say yes to that." in page
    assert "Load it" not in page
    answer = client.post(f"/settings/load/{load.pk}/approve/", follow=True)
    assert "It can be done by: Headteacher." in answer.text
    assert end_of_ada() is None
    head = UserFactory(school=admin.school, role="headteacher")
    client.force_login(head)
    assert "Load it" in client.get(f"/settings/load/{load.pk}/").text
    approve(load, head, at=LATER)
    run(load)
    assert end_of_ada().isoformat() == "2025-10-24"


def test_files_that_end_nobodys_time_need_no_headteacher(folder, admin):
    whole_way(folder, admin)
    office = UserFactory(school=admin.school, role="office")
    newer = folder.newer()
    newer["pupils"][0]["class"] = "Wren"
    load = check(receive(newer, office, at=LATER))
    approve(load, office, at=LATER)
    assert run(load).state == "loaded"


def test_an_end_that_comes_sooner_needs_the_headteacher_too(leaving, admin):
    Enrolment.objects.filter(pupil__upn=ADA).update(end="2027-07-31")
    office = UserFactory(school=admin.school, role="office")
    load = check(receive(leaving, office, at=LATER))
    with pytest.raises(NotPermitted, match="Headteacher"):
        approve(load, office, at=LATER)
    assert end_of_ada().isoformat() == "2027-07-31"


def test_who_is_on_the_roll_again_since_the_check_is_not_taken_off_by_an_old_yes(leaving, admin):
    Enrolment.objects.filter(pupil__upn=ADA).update(end="2025-10-24")
    office = UserFactory(school=admin.school, role="office")
    load = check(receive(leaving, office, at=LATER))
    approve(load, office, at=LATER)
    Enrolment.objects.filter(pupil__upn=ADA).update(end=None)  # As taking a removal back does.
    run(load)
    load.refresh_from_db()
    assert load.state == "refused"
    assert "Headteacher" in str(load.report)
    assert end_of_ada() is None
