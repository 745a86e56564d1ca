"""What the fire roll's script sends and hears, so that everybody sees every tick."""

from uuid import uuid4

import pytest

from registers.models import FireRoll
from tests.fire_roll.screen import JSON, TICKS, changes, send


def test_ticks_sent_by_the_script_are_saved_and_answered_with_how_things_stand(site, staff):
    site.mark_all()
    answer = send(staff, changes(*site.pupils[:2]))
    assert answer.status_code == 200
    told = answer.json()
    roll = FireRoll.objects.get(school=site.school)
    assert (told["roll"], told["before"], told["at"]) == (roll.pk, roll.pk, "10:42")
    assert told["opened"] == f"Opened 10:42 by A. {site.teacher.surname}."
    assert told["may_close"]
    again = staff.get(TICKS, headers={"Accept": "application/json", "X-Rollbook-Poll": "1"})
    assert told.items() <= again.json().items()
    assert again.json()["found"] == [pupil.pk for pupil in site.pupils[:2]]
    assert "no-store" in again.headers["Cache-Control"]


def test_the_listing_changes_when_somebody_comes_or_goes_and_not_with_a_tick(site, staff):
    site.mark_all()
    before = staff.get(TICKS).json()["listing"]
    site.tick(site.pupils[0])
    assert staff.get(TICKS).json()["listing"] == before
    site.leaves(site.pupils[1], "10:41")
    assert staff.get(TICKS).json()["listing"] != before


def test_a_replayed_request_saves_nothing_twice(site, staff):
    site.mark_all()
    ticks = changes(*site.pupils)
    assert [send(staff, ticks).status_code for _ in range(2)] == [200, 200]
    assert site.rows() == (1, 3)


@pytest.mark.parametrize(
    "body",
    [
        "not json", "[]", "{}", '{"ticks": []}', '{"ticks": {}}', '{"ticks": [1]}',
        '{"ticks": [{"pupil": 1, "found": true}]}',
        '{"ticks": [{"pupil": 1, "found": 1, "client_id": "%s"}]}',
        '{"ticks": [{"pupil": "1", "found": true, "client_id": "%s"}]}',
        '{"ticks": [{"pupil": 1, "found": true, "client_id": "%s", "waited": -4}]}',
        '{"ticks": [{"pupil": 1, "found": true, "client_id": "%s", "waited": 1e99}]}',
        '{"ticks": [{"pupil": 99999999999999999999, "found": true, "client_id": "%s"}]}',
        '{"ticks": [{"pupil": 1, "found": true, "client_id": "%s"}], "roll": "x"}',
    ],
)  # fmt: skip
def test_a_body_that_is_no_list_of_ticks_is_refused_in_a_sentence(site, staff, body):
    answer = staff.post(TICKS, body.replace("%s", str(uuid4())), **JSON)
    assert answer.status_code == 422
    assert "nothing was saved" in answer.json()["error"].lower()
    assert site.rows() == (0, 0)


def test_a_script_is_told_that_nobody_is_signed_in(client, site):
    assert client.get(TICKS, headers={"Accept": "application/json"}).status_code == 401
    assert send(client, changes(*site.pupils)).status_code == 401
