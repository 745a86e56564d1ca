"""Two people enter for many at once, or somebody marks while it is done; with real commits."""

import threading

from django.db import connection

from registers.actions.bulk_mark import BulkPreviewTooOld
from registers.bulk_wanted import CLASSES, PUPILS
from registers.changes import Change
from registers.models import BulkChange, Mark
from rules.sessions import Session as Half
from tests.bulk.many import FRIDAY, Many
from tests.calendar.test_marks_and_calendar_at_once import while_it_waits
from tests.registers.test_two_people_at_once import all_at_once

LONGEST = 15.0  # Seconds.


def test_a_mark_that_is_just_being_saved_makes_the_yes_ask_again(committed: None) -> None:
    many = Many()
    seen = many.preview().version
    pupil = many.kestrel.pupils[0]
    answer = while_it_waits(lambda: many.kestrel.mark(pupil, "/"), lambda: many.enter(seen=seen))
    assert isinstance(answer, BulkPreviewTooOld)
    assert many.codes() == ["/", "", ""]
    assert not BulkChange.objects.filter(school=many.school).exists()


def test_who_marks_just_after_the_yes_is_shown_what_was_entered(committed: None) -> None:
    many = Many()
    change = Change(many.kestrel.pupils[0].pk, "/", seen_version=0)
    answer = while_it_waits(many.enter, lambda: many.kestrel.save(change))
    assert [one.code for one in answer.conflicts] == ["Y2"]  # type: ignore[attr-defined]
    assert many.codes() == ["Y2", "Y2", "Y2"]


def test_of_two_at_once_the_second_looks_again(committed: None) -> None:
    many = Many()
    other = many.kestrel.person("office")
    seen = {code: many.preview(code).version for code in ("Y1", "Y2")}
    answers = all_at_once(
        lambda: many.enter("Y1", seen=seen["Y1"]),
        lambda: many.enter("Y2", seen=seen["Y2"], by=other),
    )
    kinds = sorted(type(answer).__name__ for answer in answers)
    assert kinds == ["BulkChange", "BulkPreviewTooOld"]
    assert len(set(many.codes(many.kestrel) + many.codes(many.wren))) == 1
    assert Mark.objects.filter(school=many.school).count() == 6


def test_two_classes_at_once_get_what_was_meant_for_each(committed: None) -> None:
    many = Many()
    rooms = {"Y1": many.kestrel, "Y2": many.wren}
    chosen = {
        code: {"whom": CLASSES, "keys": frozenset({room.school_class.pk})}
        for code, room in rooms.items()
    }
    seen = {code: many.preview(code, **chosen[code]).version for code in rooms}
    answers = all_at_once(
        *[lambda c=code: many.enter(c, seen=seen[c], **chosen[c]) for code in rooms]
    )
    assert all(isinstance(answer, BulkChange) for answer in answers)
    assert (many.codes(many.kestrel), many.codes(many.wren)) == (["Y1"] * 3, ["Y2"] * 3)


def test_taking_back_and_marking_at_once_leave_one_mark_in_force(committed: None) -> None:
    many = Many()
    change = many.enter()
    pupil = many.kestrel.pupils[0]
    while_it_waits(lambda: many.undo(change), lambda: many.kestrel.mark(pupil, "/", by=many.person))
    assert many.codes() == ["/", "", ""]


def test_who_marks_others_meanwhile_and_who_enters_for_many_never_stand_in_each_others_way(
    committed: None,
) -> None:
    many = Many()
    rooms = (many.kestrel, many.wren)
    for room in rooms:
        for pupil in room.pupils[:2]:
            room.mark(pupil, "/")
    failures: list[Exception] = []
    done = threading.Event()

    def mark(number: int) -> None:
        room = rooms[number % 2]
        try:
            while not done.is_set():
                for code in ("I", "/"):
                    room.mark(room.pupils[number // 4], code, by=many.person)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=mark, args=[number], daemon=True) for number in range(8)]
    for thread in threads:
        thread.start()
    try:
        for code in ("Y1", "Y2", "Y6"):
            change = many.enter(code, last=Half(FRIDAY, "AM"))
            assert [many.codes(room)[2] for room in rooms] == [code, code]
            many.undo(change, at=many.now)
    finally:
        done.set()
        for thread in threads:
            thread.join(timeout=LONGEST)
    assert failures == []
    for room in rooms:
        assert many.codes(room)[2] == ""
        for pupil in room.pupils[:2]:
            assert len([one for one in room.entries(pupil) if one.closed_at is None]) == 1


def test_pupils_by_name_and_their_class_at_once_get_one_mark_each(committed: None) -> None:
    many = Many()
    by_name = {"whom": PUPILS, "keys": frozenset(pupil.pk for pupil in many.kestrel.pupils)}
    seen = [many.preview("Y1", **by_name).version, many.preview("Y2").version]
    answers = all_at_once(
        lambda: many.enter("Y1", seen=seen[0], **by_name), lambda: many.enter("Y2", seen=seen[1])
    )
    assert sorted(type(one).__name__ for one in answers) == ["BulkChange", "BulkPreviewTooOld"]
    assert len(set(many.codes())) == 1
