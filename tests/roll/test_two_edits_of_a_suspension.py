"""Two people change one suspension: the second sees what differs, and nothing is lost."""

import pytest
from django.urls import reverse

from registers.actions.change_suspension import change_suspension
from registers.models import Suspension
from schools.changes import ChangedMeanwhile
from tests.registers.classroom import THURSDAY
from tests.roll.office import MONDAY
from tests.roll.test_arrangement_pages import SUSPENSION
from toolkit import clock


@pytest.fixture
def clerk(client, office, monkeypatch):
    """The office's browser, at eight on that Thursday."""
    monkeypatch.setattr(clock, "real_now", lambda: office.now)
    client.force_login(office.clerk)
    return client


def change(office, suspension, *, seen, **facts):
    wanted = office.wanted_suspension(**facts)
    return change_suspension(
        by=office.head, suspension=suspension, wanted=wanted, seen=seen, at=office.now
    )


def test_an_edit_of_what_is_stored_no_more_is_refused_and_changes_nothing(office):
    suspension = office.suspend()
    change(office, suspension, seen=1, reason_kind="BU")
    with pytest.raises(ChangedMeanwhile) as refusal:
        change(office, suspension, seen=1, reason_kind="RA")
    assert [(one.now, one.typed) for one in refusal.value.differences] == [("BU", "RA")]
    suspension.refresh_from_db()
    assert (suspension.reason_kind, suspension.version) == ("BU", 2)
    assert change(office, suspension, seen=2, reason_kind="RA").version == 3


def test_the_second_of_two_sees_the_difference_and_keeps_what_was_typed(clerk, office):
    suspension = office.suspend()
    address = reverse("roll:change_suspension", args=[office.pupil.pk, suspension.pk])
    assert '<input type="hidden" name="seen" value="1"' in clerk.get(address).text
    change(office, suspension, seen=1, reason_kind="BU")
    typed = SUSPENSION | {"reason_kind": "RA", "notice_on": "2026-11-11"}
    page = clerk.post(address, typed | {"seen": "1"})
    assert page.status_code == 422
    assert "Somebody else has changed this since you opened it." in page.text
    assert "What differs" in page.text
    assert "Stored now: </span>Bullying" in page.text
    assert "You typed: </span>Racist abuse" in page.text
    assert "Stored now: </span>12 November 2026" in page.text
    assert 'value="2026-11-11"' in page.text
    assert '<input type="hidden" name="seen" value="2"' in page.text
    stored = Suspension.objects.get()
    assert (stored.reason_kind, stored.notice_on, stored.end) == ("BU", THURSDAY, MONDAY)
    assert clerk.post(address, typed | {"seen": "2"}).status_code == 302
    assert Suspension.objects.get().reason_kind == "RA"


@pytest.mark.parametrize("seen", ["", "x", "-1", "99"])
def test_a_form_that_cannot_say_what_it_shows_saves_nothing(clerk, office, seen):
    suspension = office.suspend()
    address = reverse("roll:change_suspension", args=[office.pupil.pk, suspension.pk])
    page = clerk.post(address, SUSPENSION | {"reason_kind": "RA", "seen": seen})
    assert page.status_code == 422
    assert Suspension.objects.get().reason_kind == "DB"
