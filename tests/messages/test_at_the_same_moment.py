"""A message and a register meet in the same moment, on connections of their own."""

import pytest

from audit.models import Act
from registers.changes import Change
from registers.models import Message, Plan
from registers.roll_refusals import NotInOrder
from schools.changes import ChangedMeanwhile
from tests.factories.registers import PlanFactory
from tests.messages.desk import MessageDesk
from tests.registers.classroom import THURSDAY
from tests.registers.test_two_people_at_once import all_at_once

ROUNDS = 5


def nobody_failed(answers: list[object]) -> bool:
    return not any(isinstance(answer, Exception) for answer in answers)


def opens_while_somebody_rings(desk: MessageDesk, told_at: str) -> None:
    PlanFactory(pupil=desk.ama, code="M", start=THURSDAY)
    answers = all_at_once(
        desk.opens, lambda: desk.record(at=told_at), lambda: desk.mark(desk.theo, "/")
    )
    assert nobody_failed(answers), answers
    assert desk.standing(desk.kofi) == "I"
    assert desk.standing(desk.ama) == "M"
    assert len(desk.entries(desk.kofi)) == 1


@pytest.mark.parametrize("told_at", ["8:49", "8:51"])
def test_a_register_that_opens_while_the_parent_rings_has_the_absence(
    committed: None, told_at: str
) -> None:
    for _ in range(ROUNDS):
        opens_while_somebody_rings(MessageDesk(), told_at)


def is_marked_while_somebody_rings(desk: MessageDesk) -> None:
    desk.mark(desk.ama, "/")
    answers = all_at_once(
        lambda: desk.record(desk.kofi, desk.theo, at="9:00"),
        lambda: desk.save(Change(desk.kofi.pk, "/", seen_version=0)),
        lambda: desk.save(Change(desk.theo.pk, "/", seen_version=0)),
    )
    assert nobody_failed(answers), answers
    for pupil in (desk.kofi, desk.theo):
        assert desk.standing(pupil) in {"I", "/"}
        assert len(desk.entries(pupil)) == 1


def test_a_child_who_is_marked_while_the_parent_rings_has_one_mark(committed: None) -> None:
    for _ in range(ROUNDS):
        is_marked_while_somebody_rings(MessageDesk())


def test_of_two_who_confirm_at_once_one_does(committed: None) -> None:
    desk = MessageDesk()
    message = desk.pass_on()
    answers = all_at_once(*[lambda: desk.confirm(message, seen=1, at="9:00")] * 4)
    assert sum(isinstance(answer, ChangedMeanwhile) for answer in answers) == 3
    assert [mark.code for mark in desk.entries(desk.kofi)] == ["I"]
    assert Plan.objects.standing().filter(message=message).count() == 1


def leaves_while_somebody_rings(desk: MessageDesk) -> None:
    answers = all_at_once(lambda: desk.remove(last_day=THURSDAY), desk.record)
    failures = [answer for answer in answers if isinstance(answer, Exception)]
    ends = Plan.objects.standing().filter(pupil=desk.kofi).values_list("end", flat=True)
    assert all(isinstance(failure, NotInOrder) for failure in failures)
    assert all(end <= THURSDAY for end in ends)


def test_a_pupil_who_leaves_the_roll_meanwhile_is_expected_no_longer_than_that(
    committed: None,
) -> None:
    for _ in range(ROUNDS):
        leaves_while_somebody_rings(MessageDesk())


def test_a_message_whose_button_was_pressed_twice_is_one_message(committed: None) -> None:
    desk = MessageDesk()
    answers = all_at_once(*[lambda: desk.record(desk.kofi, desk.ama, at="9:00")] * 4)
    assert nobody_failed(answers), answers
    assert Message.objects.filter(school_id=desk.school.pk).count() == 1
    assert Plan.objects.standing().filter(school_id=desk.school.pk).count() == 2
    assert Act.objects.filter(school_id=desk.school.pk, act="record_message").count() == 1
