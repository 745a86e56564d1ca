"""No page of people takes a day that nobody can mean."""

import pytest

from schools.models import PupilFlag
from tests.people.office import Office

FAR = ("9999-12-31", "2199-12-31")


@pytest.mark.parametrize("day", [*FAR, "2027-11-14", "2025-11-10", "1066-10-14"])
def test_a_family_moves_within_a_year(office: Office, day: str) -> None:
    ivy = office.pupil()
    typed = {
        "seen": ivy.version,
        "upn": ivy.upn,
        "legal_forename": "Ivy",
        "legal_surname": "Marsh",
        "date_of_birth": ivy.date_of_birth.isoformat(),
        "future_address": "1 Elm Row",
    }
    answer = office.post("edit", ivy.pk, **typed, future_address_from=day)
    assert answer.status_code == 422
    assert 'id="id_future_address_from_error"' in answer.text
    near = office.post("edit", ivy.pk, **typed, future_address_from="2027-11-13")
    assert near.status_code == 302


def test_a_stored_move_of_long_ago_stands_in_nobodys_way(office: Office) -> None:
    ivy = office.pupil(future_address="1 Elm Row", future_address_from="2021-01-01")
    typed = {
        "seen": ivy.version,
        "upn": ivy.upn,
        "legal_forename": "Ivy",
        "legal_surname": "Marsh",
        "date_of_birth": ivy.date_of_birth.isoformat(),
        "future_address": "1 Elm Row",
        "future_address_from": "2021-01-01",
    }
    assert office.post("edit", ivy.pk, **typed).status_code == 302


@pytest.mark.parametrize("end", FAR)
def test_a_flag_ends_before_the_pupil_is_26(office: Office, end: str) -> None:
    pupil = office.pupil()
    address = f"/pupils/{pupil.pk}/flags/start/"
    typed = {"kind": "fsm", "start": "2026-09-01"}
    answer = office.client.post(address, {**typed, "end": end})
    assert answer.status_code == 422
    assert 'id="id_end_error"' in answer.text
    born = pupil.date_of_birth
    eve = born.replace(year=born.year + 26).fromordinal(
        born.replace(year=born.year + 26).toordinal() - 1
    )
    assert office.client.post(address, {**typed, "end": str(eve)}).status_code == 302
    flag = PupilFlag.objects.get(pupil=pupil)
    for path in ("", "end/"):
        changed = {"start": "2026-09-01", "end": "2199-01-01", "seen": "1"}
        answer = office.client.post(f"/pupils/{pupil.pk}/flags/{flag.pk}/{path}", changed)
        assert answer.status_code == 422
        assert "Choose a last day before the pupil turns 26" in answer.text


def test_a_flag_does_not_begin_before_the_pupil_was_born(office: Office) -> None:
    pupil = office.pupil()
    eve = pupil.date_of_birth.fromordinal(pupil.date_of_birth.toordinal() - 1)
    address = f"/pupils/{pupil.pk}/flags/start/"
    answer = office.client.post(address, {"kind": "fsm", "start": str(eve)})
    assert answer.status_code == 422
    assert "The pupil was born on" in answer.text
    born = {"kind": "fsm", "start": str(pupil.date_of_birth)}
    assert office.client.post(address, born).status_code == 302
