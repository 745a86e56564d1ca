"""Several people mark the same pupil in the same moment, each on a connection of their own."""

import threading
from collections.abc import Callable
from uuid import uuid4

from django.db import connection

from audit.models import Act
from registers.actions.open_registers import open_registers
from registers.changes import Change, Saved
from registers.models import Mark, Register
from registers.refusals import MarkAlreadyChanged, ReasonNeeded
from tests.factories.registers import PlanFactory
from tests.registers.classroom import Classroom

PEOPLE = 8


def all_at_once[Result](*acts: Callable[[], Result]) -> list[Result | Exception]:
    """Begin every act at the same moment in a thread of its own; what each gave or raised."""
    start = threading.Barrier(len(acts))
    results: list[Result | Exception] = [AssertionError("It did not end.")] * len(acts)

    def run(number: int, act: Callable[[], Result]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            results[number] = act()
        except Exception as failure:
            results[number] = failure
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def marking(room: Classroom, code: str, *, seen: int | None) -> Callable[[], Saved]:
    change = Change(room.pupils[0].pk, code, seen_version=seen, client_id=uuid4())
    return lambda: room.save(change, by=room.person("office"))


def test_of_eight_who_mark_at_once_one_mark_stands_and_every_accepted_one_is_kept(
    committed: None,
) -> None:
    room = Classroom()
    codes = ["N", "I", "M", "V", "O", "G", "E", "R"]
    answers = all_at_once(*[marking(room, code, seen=None) for code in codes])
    assert [answer for answer in answers if not isinstance(answer, Saved)] == []
    entries = room.entries(room.pupils[0])
    assert sorted(mark.code for mark in entries) == sorted(codes)
    assert [mark.closed_at is None for mark in entries] == [True] + [False] * 7
    assert Act.objects.filter(school=room.school).count() == PEOPLE
    assert Register.objects.filter(school=room.school).count() == 1


def test_of_eight_who_saw_an_empty_row_one_is_saved_and_seven_are_told(committed: None) -> None:
    room = Classroom()
    answers = all_at_once(*[marking(room, code, seen=0) for code in "NIMVOGER"])
    saved = [answer for answer in answers if isinstance(answer, Saved)]
    assert len(saved) == PEOPLE
    assert sum(len(answer.marks) for answer in saved) == 1
    [standing] = room.entries(room.pupils[0])
    told = {conflict.version for answer in saved for conflict in answer.conflicts}
    assert told == {standing.pk}


def test_the_same_change_sent_eight_times_at_once_is_saved_once(committed: None) -> None:
    room = Classroom()
    change = Change(room.pupils[0].pk, "N", client_id=uuid4())
    answers = all_at_once(*[lambda: room.save(change)] * PEOPLE)
    versions = {answer.marks[0].version for answer in answers if isinstance(answer, Saved)}
    assert versions == {mark.pk for mark in room.entries(room.pupils[0])}
    assert len(versions) == 1


def test_of_eight_who_amend_the_mark_they_saw_one_does(committed: None) -> None:
    room = Classroom()
    room.take()
    pupil = room.pupils[0]
    seen = room.entries(pupil)[0].pk
    office = [room.person("office") for _ in range(PEOPLE)]

    def amending(number: int) -> Callable[[], Mark]:
        return lambda: room.change(pupil, "NIMVOGER"[number], by=office[number], seen=seen)

    answers = all_at_once(*[amending(number) for number in range(PEOPLE)])
    assert sum(isinstance(answer, Mark) for answer in answers) == 1
    assert sum(isinstance(answer, MarkAlreadyChanged) for answer in answers) == PEOPLE - 1
    assert len(room.entries(pupil)) == 2


def test_eight_submissions_at_once_are_one(committed: None) -> None:
    room = Classroom()
    room.mark_all()
    answers = all_at_once(*[room.submit] * PEOPLE)
    assert all(isinstance(answer, Register) for answer in answers)
    assert Act.objects.filter(school=room.school, act="submit_register").count() == 1


def test_the_opening_job_and_a_first_save_do_not_meet(committed: None) -> None:
    room = Classroom()
    ill, here, _ = room.pupils
    PlanFactory(pupil=ill, start=room.day)

    def opening() -> int:
        return open_registers(school=room.school, day=room.day, half="AM", at=room.at("8:55"))

    answers = all_at_once(opening, opening, lambda: room.mark(here, "/"), opening)
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert [mark.code for mark in room.entries(ill)] == ["I"]
    assert room.standing(here) == "/"


def test_eight_who_mark_amend_and_submit_at_once_leave_one_mark_and_every_accepted_entry(
    committed: None,
) -> None:
    room = Classroom()
    room.mark_all()
    pupil = room.pupils[0]
    seen = room.entries(pupil)[0].pk
    office = [room.person("office") for _ in range(PEOPLE)]

    def marks(number: int) -> Callable[[], Saved]:
        change = Change(pupil.pk, "NIM"[number], seen_version=seen, client_id=uuid4())
        return lambda: room.save(change, by=office[number])

    def amends(number: int) -> Callable[[], Mark]:
        return lambda: room.change(pupil, "VOGE"[number], by=office[3 + number], seen=seen)

    answers = all_at_once(
        *[marks(number) for number in range(3)],
        *[amends(number) for number in range(4)],
        lambda: room.submit(by=office[7]),
    )
    accepted = [answer.code for answer in answers if isinstance(answer, Mark)] + [
        kept.code for answer in answers if isinstance(answer, Saved) for kept in answer.marks
    ]
    told = [
        answer
        for answer in answers
        if isinstance(answer, (MarkAlreadyChanged, ReasonNeeded))
        or (isinstance(answer, Saved) and answer.conflicts)
    ]
    entries = room.entries(pupil)
    assert isinstance(answers[7], Register)
    assert (len(accepted), len(told)) == (1, 6)
    assert [mark.code for mark in entries] == [*accepted, "/"]
    assert [mark.closed_at is None for mark in entries] == [True, False]


def test_of_eight_rounds_of_eight_writers_each_leaves_one_mark_in_force(committed: None) -> None:
    room = Classroom()
    pupil = room.pupils[0]
    for _ in range(PEOPLE):
        standing = [mark.pk for mark in room.entries(pupil) if mark.closed_at is None]
        before = len(room.entries(pupil))
        answers = all_at_once(
            *[marking(room, code, seen=sum(standing)) for code in "NIMVOGER"],
        )
        accepted = [answer for answer in answers if isinstance(answer, Saved) and answer.marks]
        written = len(room.entries(pupil)) - before
        assert (len(answers), written) == (PEOPLE, 1)
        assert sum(mark.closed_at is None for mark in room.entries(pupil)) == 1
        assert len(accepted) in {1, 2}, "one wrote it; one more may have wanted the same code"
