"""A parent rings about an absence: the registers expect it, those that opened have it at once."""

from datetime import timedelta

import pytest

from audit.models import Act
from registers.begun_sessions import AMENDED, HERE, OTHER, SAME, WRITTEN
from schools.models import Session
from tests.factories.registers import PlanFactory
from tests.messages.desk import MessageDesk
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY

DAY = timedelta(days=1)
WEDNESDAY = THURSDAY - DAY


def came_to(recorded):
    return [(one.pupil.pk, one.day, one.half, one.what, one.code) for one in recorded.outcomes]


def test_before_the_register_opens_it_is_planned_and_opens_with_it(desk):
    recorded = desk.record(desk.kofi, desk.ama)
    assert recorded.outcomes == []
    assert desk.saved_rows() == (0, 0, 0)
    assert desk.expected(desk.kofi) == ["I"] * 4
    assert desk.expected(desk.theo) == [""] * 4
    assert desk.opens() == 2
    [mark] = desk.entries(desk.kofi)
    assert (mark.code, mark.source, mark.entered_by) == ("I", "plan", desk.clerk)
    assert desk.page(by=desk.teacher).rows[0].note == "Ill"


def test_the_message_is_kept_with_who_said_what_and_in_one_audit_entry(desk):
    message = desk.record(desk.kofi, desk.ama, expected_back=MONDAY, words=" Fever ").message
    assert (message.words, message.from_whom, message.expected_back) == ("Fever", "Mum", MONDAY)
    assert (message.recorded_by, message.recorded_role) == (desk.clerk, "office")
    assert (message.recorded_title, message.confirmed_by) == ("School office", desk.clerk)
    assert {one.pupil for one in message.about.all()} == {desk.kofi, desk.ama}
    [act] = Act.objects.filter(act="record_message")
    assert act.detail["pupils"] == [desk.kofi.pk, desk.ama.pk]
    assert "Fever" not in str(act.detail)


def test_half_a_day_is_half_a_day(desk):
    desk.record(first_half="PM", last_half="AM")
    assert desk.expected(desk.kofi) == ["", "I", "I", ""]
    desk.record(desk.ama, last_day=THURSDAY, last_half="AM")
    assert desk.expected(desk.ama) == ["I", "", "", ""]


def test_in_a_register_that_is_open_an_unmarked_pupil_gets_the_mark_at_once(desk):
    desk.mark(desk.ama, "/")
    recorded = desk.record(at="9:00")
    [mark] = desk.entries(desk.kofi)
    assert (mark.code, mark.source, mark.entered_by) == ("I", "office", desk.clerk)
    assert (mark.amendment, mark.reason, mark.comment) == (False, "", "")
    assert came_to(recorded) == [(desk.kofi.pk, THURSDAY, "AM", WRITTEN, "I")]
    assert desk.entries(desk.kofi, half="PM") == []


def test_where_nobody_has_begun_the_register_the_other_known_absences_come_with_it(desk):
    PlanFactory(pupil=desk.ama, code="M", start=THURSDAY)
    desk.record(at="8:55")
    assert (desk.standing(desk.kofi), desk.standing(desk.ama)) == ("I", "M")


@pytest.mark.parametrize("code", ["N", "O"])
def test_an_unexplained_absence_of_today_becomes_the_code(desk, code):
    desk.mark(desk.kofi, code, by=desk.clerk)
    desk.record(at="9:00")
    assert [mark.code for mark in desk.entries(desk.kofi)] == ["I", code]
    assert not desk.entries(desk.kofi)[0].amendment


def test_in_a_submitted_register_it_is_an_amendment_whose_reason_is_the_message(desk):
    desk.mark(desk.kofi, "N")
    desk.mark(desk.ama, "/")
    desk.mark(desk.theo, "/")
    desk.submit()
    recorded = desk.record(at="9:40")
    new, old = desk.entries(desk.kofi)
    assert (new.code, new.amendment) == ("I", True)
    assert new.reason == "Message of 12 November 2026 from Mum (phone call)"
    assert "temperature" not in new.reason
    assert old.closed_by == desk.clerk
    assert came_to(recorded) == [(desk.kofi.pk, THURSDAY, "AM", AMENDED, "I")]


@pytest.mark.parametrize(("code", "minutes"), [("/", None), ("L", 5), ("U", 40)])
def test_the_child_in_the_room_wins_and_the_office_is_told(desk, code, minutes):
    desk.mark(desk.kofi, code, minutes=minutes, at="9:40")
    recorded = desk.record(at="9:45")
    assert desk.standing(desk.kofi) == code
    assert came_to(recorded) == [(desk.kofi.pk, THURSDAY, "AM", HERE, code)]
    assert desk.expected(desk.kofi) == ["I"] * 4


def test_another_absence_code_is_left_alone_and_said(desk):
    desk.mark(desk.kofi, "M", by=desk.clerk)
    desk.mark(desk.ama, "I", by=desk.clerk)
    recorded = desk.record(desk.kofi, desk.ama, at="9:00")
    assert came_to(recorded) == [
        (desk.kofi.pk, THURSDAY, "AM", OTHER, "M"),
        (desk.ama.pk, THURSDAY, "AM", SAME, "I"),
    ]
    assert len(desk.entries(desk.kofi)) == 1


def test_on_wednesday_about_monday_an_n_is_amended_and_an_o_is_not(desk):
    desk.mark_days([THURSDAY], codes="NO")
    recorded = desk.record(at="9:40", on=MONDAY, first_day=THURSDAY, last_day=THURSDAY)
    assert [one[3:] for one in came_to(recorded)] == [(AMENDED, "I"), (OTHER, "O")]
    new, old = desk.entries(desk.kofi)
    assert (new.code, old.code, new.amendment) == ("I", "N", True)
    assert new.reason == "Message of 16 November 2026 from Mum (phone call)"
    assert desk.standing(desk.kofi, half="PM") == "O"


def test_a_session_of_an_earlier_day_that_nobody_marked_gets_its_first_entry(desk):
    desk.take()
    desk.record(at="9:40", on=FRIDAY, first_day=THURSDAY, last_day=THURSDAY, first_half="PM")
    [mark] = desk.entries(desk.kofi, half="PM")
    assert (mark.code, mark.amendment) == ("I", False)
    assert desk.standing(desk.kofi) == "/"


def test_a_session_that_was_closed_without_warning_is_left_out(desk):
    Session.objects.filter(school=desk.school, day=THURSDAY, half="AM").update(closure="unplanned")
    recorded = desk.record(at="9:40")
    assert recorded.outcomes == []
    assert desk.entries(desk.kofi) == []


def test_brothers_and_sisters_of_two_classes_are_entered_in_both(desk):
    sister = MessageDesk(school=desk.school, pupils=3)
    desk.mark(desk.ama, "/")
    sister.mark(sister.ama, "/")
    desk.record(desk.kofi, sister.kofi, at="9:00")
    assert desk.standing(desk.kofi) == "I"
    assert [mark.code for mark in sister.entries(sister.kofi)] == ["I"]


def test_a_message_sent_twice_is_one_message_until_it_is_changed_or_taken_back(desk):
    first = desk.record().message
    assert desk.record(at="8:22").message == first
    assert desk.record(desk.kofi, desk.ama).message != first
    assert desk.record(words="Still ill").message != first
    desk.withdraw(first)
    assert desk.record(at="8:23").message != first
