"""Changing, ending and confirming never give more than the person may give, nor weigh more."""

from datetime import timedelta

import pytest

from audit.models import Look
from registers.actions.end_activity import end_activity
from registers.models import Activity
from registers.refusals import CodeNotPermitted, NeedsTheHeadteacher
from registers.roll_refusals import NotInOrder
from schools.permissions import NotPermitted
from tests.messages.desk import MessageDesk
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY


@pytest.mark.parametrize("code", ["C", "C1", "J1", "S", "T"])
def test_the_office_makes_no_leave_of_the_headteachers_longer(desk, code):
    message = desk.record(by=desk.head, code=code, last_day=THURSDAY).message
    with pytest.raises(NeedsTheHeadteacher):
        desk.put_right(message, last_day=MONDAY)
    assert desk.expected(desk.kofi) == [code, code, "", ""]
    desk.put_right(message, words="A funeral, with the card")
    desk.put_right(message, by=desk.head, last_day=FRIDAY, at="9:31")
    assert desk.expected(desk.kofi) == [code] * 4


def test_leave_that_waited_is_given_for_nothing_that_has_begun(desk):
    message = desk.record(by=desk.head, code="C", channel="transport").message
    with pytest.raises(NotInOrder, match="has begun"):
        desk.confirm(message, by=desk.head, code="C", at="9:30")
    assert desk.expected(desk.kofi) == [""] * 4


def test_who_may_not_see_y5_neither_reads_nor_changes_its_message(office, desk):
    message = desk.record(by=desk.head, code="Y5", words="Remanded until Friday").message
    page = office.get(f"/messages/{message.pk}/change/")
    assert page.status_code == 403
    assert "Remanded" not in page.text
    with pytest.raises(CodeNotPermitted):
        desk.put_right(message, words="Elsewhere")
    assert not Look.objects.exists()


def test_who_opens_the_form_with_the_reason_is_noted(office, desk):
    message = desk.record().message
    assert message.words in office.get(f"/messages/{message.pk}/change/").text
    [look] = Look.objects.all()
    assert (look.subject_id, look.what) == (desk.kofi.pk, "reason of an absence")


def test_a_trip_that_ends_early_does_not_outweigh_an_illness_told_later(desk, trip):
    made = trip(last_day=MONDAY)
    desk.record()
    assert desk.expected(desk.kofi) == ["I"] * 4
    end_activity(by=desk.clerk, activity=made, last_day=FRIDAY, last_half="AM", seen=1, at=desk.now)
    assert desk.expected(desk.kofi) == ["I"] * 4
    assert desk.expected(desk.ama) == ["V", "V", "V", ""]


@pytest.mark.parametrize("how", ["words", "shorter", "back"])
def test_a_message_that_is_put_right_does_not_outweigh_one_told_later(desk, how):
    message = desk.record().message
    desk.record(code="M", words="The dentist", last_day=THURSDAY, at="8:30")
    assert desk.expected(desk.kofi) == ["M", "M", "I", "I"]
    if how == "words":
        desk.put_right(message, words="A temperature", at="8:40")
        assert desk.expected(desk.kofi) == ["M", "M", "I", "I"]
    elif how == "shorter":
        desk.put_right(message, last_half="AM", at="8:40")
        assert desk.expected(desk.kofi) == ["M", "M", "I", ""]
    else:
        desk.end(message, day=FRIDAY, half="PM", at="8:40")
        assert desk.expected(desk.kofi) == ["M", "M", "I", ""]


def test_a_trip_that_ends_early_does_not_outlast_the_roll(desk, trip):
    made = trip(last_day=MONDAY + timedelta(days=1))
    made.plans.filter(pupil=desk.kofi).update(end=THURSDAY)  # As leaving the roll does.
    end_activity(by=desk.clerk, activity=made, last_day=MONDAY, last_half="PM", seen=1, at=desk.now)
    assert made.plans.standing().get(pupil=desk.kofi).end == THURSDAY


def test_another_schools_pupils_go_on_no_trip_of_ours(trip):
    stranger = MessageDesk().kofi
    with pytest.raises(NotPermitted):
        trip(stranger)
    assert not Activity.objects.exists()
