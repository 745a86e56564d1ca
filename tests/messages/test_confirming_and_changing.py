"""A message is confirmed, corrected, ended early or taken back, and the registers follow."""

import pytest

from audit.models import Act
from registers.models import Plan
from registers.refusals import NeedsTheHeadteacher
from registers.roll_refusals import NotInOrder
from schools.changes import ChangedMeanwhile
from schools.permissions import NotPermitted
from tests.registers.classroom import THURSDAY
from tests.roll.office import FRIDAY, MONDAY


def fields(refused):
    return [fault.field for fault in refused.value.faults]


def test_the_office_confirms_what_a_teacher_passed_on_and_it_is_entered(desk):
    message = desk.pass_on()
    desk.mark(desk.kofi, "N")
    recorded = desk.confirm(message, at="9:00", confirmed_with="Dad")
    message.refresh_from_db()
    assert (message.code, message.confirmed_by, message.confirmed_with) == ("I", desk.clerk, "Dad")
    assert (message.version, recorded.outcomes[0].code) == (2, "I")
    assert desk.standing(desk.kofi) == "I"
    assert desk.expected(desk.kofi) == ["I"] * 4
    assert [act.act for act in Act.objects.filter(act__endswith="_message").order_by("pk")] == [
        "record_message",
        "confirm_message",
    ]


def test_what_transport_staff_said_needs_a_parents_name(desk):
    message = desk.record(channel="transport", from_whom="The taxi driver").message
    with pytest.raises(NotInOrder) as refused:
        desk.confirm(message, confirmed_with=" ")
    assert fields(refused) == ["confirmed_with"]
    with pytest.raises(NotInOrder) as refused:
        desk.confirm(message, confirmed_with="", channel="phone")
    assert fields(refused) == ["confirmed_with"]
    assert not Plan.objects.exists()
    desk.confirm(message, confirmed_with="Mum")
    assert desk.expected(desk.kofi) == ["I"] * 4


def test_confirming_may_correct_what_was_passed_on(desk):
    message = desk.pass_on()
    desk.confirm(message, code="M", words="Dentist at 10", last_day=THURSDAY, last_half="AM")
    assert desk.expected(desk.kofi) == ["M", "", "", ""]


def test_confirming_needs_a_code_and_happens_once(desk):
    message = desk.pass_on()
    with pytest.raises(NotInOrder) as refused:
        desk.confirm(message, code="")
    assert fields(refused) == ["code"]
    desk.confirm(message)
    message.refresh_from_db()
    with pytest.raises(NotInOrder, match="confirmed already"):
        desk.confirm(message)


@pytest.mark.parametrize("role", ["class_teacher", "year_lead", "safeguarding_lead", "governor"])
def test_who_chooses_no_code_confirms_nothing(desk, role):
    message = desk.pass_on()
    with pytest.raises(NotPermitted):
        desk.confirm(message, by=desk.person(role))
    with pytest.raises(NotPermitted):
        desk.put_right(message, by=desk.person(role))


def test_of_two_who_change_it_the_second_is_told_what_differs(desk):
    message = desk.record().message
    desk.put_right(message, words="Measles")
    with pytest.raises(ChangedMeanwhile) as refused:
        desk.put_right(message, seen=1, words="Mumps")
    [difference] = refused.value.differences
    assert (difference.fact, difference.now, difference.typed) == ("words", "Measles", "Mumps")
    with pytest.raises(ChangedMeanwhile):
        desk.withdraw(message, seen=1)
    with pytest.raises(ChangedMeanwhile):
        desk.confirm(message, seen=1)


def test_longer_and_shorter_the_plans_follow(desk):
    message = desk.record(last_day=THURSDAY).message
    desk.put_right(message, last_day=MONDAY, at="8:30")
    assert desk.expected(desk.kofi, [THURSDAY, FRIDAY, MONDAY]) == ["I"] * 6
    desk.put_right(message, last_day=FRIDAY, last_half="AM", at="8:31")
    assert desk.expected(desk.kofi, [THURSDAY, FRIDAY, MONDAY]) == ["I"] * 3 + [""] * 3
    assert Plan.objects.standing().filter(message=message).count() == 2


def test_shortened_the_marks_of_open_registers_go_and_those_of_submitted_ones_stay(desk):
    message = desk.record(desk.kofi, first_day=THURSDAY).message
    desk.opens()
    recorded = desk.put_right(message, first_day=FRIDAY)
    assert (desk.standing(desk.kofi), recorded.stay) == ("", [])
    again = desk.record(desk.kofi, at="9:35").message
    desk.mark(desk.ama, "/")
    desk.mark(desk.theo, "/")
    desk.submit(at="9:36")
    recorded = desk.put_right(again, first_day=FRIDAY, at="9:40")
    assert desk.standing(desk.kofi) == "I"
    assert [mark.pupil for mark in recorded.stay] == [desk.kofi]


def test_a_corrected_code_replaces_its_own_marks_in_an_open_register(desk):
    message = desk.record().message
    desk.opens()
    desk.put_right(message, code="M", words="Dentist at 10")
    assert [mark.code for mark in desk.entries(desk.kofi)] == ["M", "I"]
    assert desk.expected(desk.kofi)[1:] == ["M"] * 3


def test_a_mark_that_somebody_else_made_is_nobodys_to_clear(desk):
    message = desk.record().message
    desk.opens()
    desk.mark(desk.kofi, "/")
    desk.mark(desk.ama, "I", by=desk.clerk)
    desk.withdraw(message)
    assert (desk.standing(desk.kofi), desk.standing(desk.ama)) == ("/", "I")


def test_a_mark_that_another_message_still_explains_stays(desk):
    first = desk.record().message
    desk.record(at="8:21", words="Still ill")
    desk.opens()
    desk.withdraw(first)
    assert desk.standing(desk.kofi) == "I"


def test_one_of_two_is_back_early_and_the_other_stays_away(desk):
    message = desk.record(desk.kofi, desk.ama).message
    desk.opens()
    desk.mark(desk.kofi, "/")
    desk.end(message, desk.kofi)
    assert desk.expected(desk.kofi) == [""] * 4
    assert desk.expected(desk.ama) == ["I"] * 4
    assert desk.standing(desk.kofi) == "/"
    assert desk.opens(half="PM") == 1


def test_back_in_the_afternoon_the_morning_stays(desk):
    message = desk.record().message
    desk.opens()
    desk.end(message, half="PM", at="12:30")
    assert desk.expected(desk.kofi) == ["I", "", "", ""]
    assert desk.standing(desk.kofi) == "I"
    assert desk.opens(half="PM") == 0


def test_a_message_that_becomes_longer_does_not_send_a_child_home_again(desk):
    message = desk.record(desk.kofi, desk.ama).message
    desk.end(message, desk.kofi, day=FRIDAY)
    desk.put_right(message, last_day=MONDAY)
    assert desk.expected(desk.kofi, [THURSDAY, FRIDAY, MONDAY]) == ["I"] * 2 + [""] * 4
    assert desk.expected(desk.ama, [MONDAY]) == ["I"] * 2


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"day": MONDAY}, "back_on"), ({"half": "noon"}, "back_half")],
)
def test_an_end_outside_the_message_is_refused(desk, facts, field):
    message = desk.record().message
    with pytest.raises(NotInOrder) as refused:
        desk.end(message, **facts)
    assert fields(refused) == [field]
    with pytest.raises(NotInOrder) as refused:
        desk.end(message, desk.ama)
    assert fields(refused) == ["pupils"]


def test_nothing_is_ended_that_is_not_in_force(desk):
    with pytest.raises(NotInOrder, match="waits to be confirmed"):
        desk.end(desk.pass_on())


def test_taken_back_nothing_is_expected_and_who_did_it_and_why_stays(desk):
    message = desk.record().message
    desk.opens()
    desk.withdraw(message)
    message.refresh_from_db()
    assert (message.withdrawn_by, message.withdrawn_why) == (desk.clerk, "It was another child")
    assert desk.expected(desk.kofi) == [""] * 4
    assert desk.standing(desk.kofi) == ""
    for act in (desk.withdraw, desk.put_right, desk.end):
        with pytest.raises(NotInOrder, match="taken back"):
            act(message)


@pytest.mark.parametrize("why", ["", " \n", "x" * 201])
def test_taking_back_needs_a_reason(desk, why):
    message = desk.record().message
    with pytest.raises(NotInOrder) as refused:
        desk.withdraw(message, why=why)
    assert fields(refused) == ["reason"]


def test_a_teacher_takes_back_their_own_until_it_is_confirmed(desk):
    desk.withdraw(desk.pass_on(), by=desk.teacher)
    message = desk.pass_on()
    with pytest.raises(NotPermitted):
        desk.withdraw(message, by=desk.person("class_teacher"))
    desk.confirm(message)
    with pytest.raises(NotPermitted):
        desk.withdraw(message, by=desk.teacher)


def test_leave_that_was_given_in_time_may_be_put_right_later_and_not_made_longer_backwards(desk):
    message = desk.record(by=desk.head, code="C", last_day=THURSDAY).message
    desk.put_right(message, by=desk.head, words="A funeral", at="9:30")
    desk.put_right(message, by=desk.head, last_day=FRIDAY, at="9:31")
    with pytest.raises(NotInOrder, match="has begun"):
        desk.put_right(message, by=desk.head, last_day=MONDAY, at="9:30", on=MONDAY.replace(day=17))
    with pytest.raises(NeedsTheHeadteacher):
        desk.put_right(message, code="S")
