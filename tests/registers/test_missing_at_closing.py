"""At closing time the missing registers are noted and asked for, once, and no mark is made."""

from collections.abc import Callable
from datetime import date, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection

from attendance_site.tick import known_jobs
from audit.models import Act
from registers.actions import note_missing_registers as action
from registers.actions.note_missing_registers import ACT, note_missing_registers
from registers.missing_tasks import missing_due, run_missing
from registers.models import Mark, Register, Reminder
from registers.queries.missing_registers import missing_registers
from registers.refusals import NoSession
from schools.models import SchoolSettings
from tests.factories.schools import SessionFactory
from tests.registers.classroom import Classroom
from tests.registers.reminding import awake, covered, remind, waits
from toolkit import clock, jobs
from toolkit.models import JobRun


def note(room: Classroom, at: str = "9:21", half: str = "AM") -> int:
    return note_missing_registers(school=room.school, day=room.day, half=half, at=room.at(at))


def noted(room: Classroom) -> list[dict[str, object]]:
    return [act.detail for act in Act.objects.filter(school=room.school, act=ACT)]


def killed(**_facts: object) -> None:
    raise KeyboardInterrupt


@pytest.fixture
def merlin(classroom: Classroom) -> Classroom:
    """A class whose teacher can sign in, beside one whose register is taken."""
    Classroom(school=classroom.school).take()
    return awake(classroom)


def test_what_is_missing_is_noted_and_its_teachers_are_asked_by_the_site(
    merlin: Classroom,
) -> None:
    supply = covered(merlin)
    assert note(merlin) == 2
    [facts] = noted(merlin)
    assert (facts["missing"], facts["asked"]) == ([merlin.school_class.pk], 2)
    assert set(waits(merlin)) == {merlin.teacher.pk, supply.pk}
    assert {one.sent_by.is_system for one in Reminder.objects.all()} == {True}


def test_nobody_is_marked_and_no_register_is_made(merlin: Classroom) -> None:
    before = merlin.saved_rows()
    marks = list(Mark.objects.filter(school=merlin.school).order_by("pk").values_list("pk", "code"))
    note(merlin)
    assert merlin.saved_rows() == before
    assert not Register.objects.filter(school_class=merlin.school_class).exists()
    assert marks == list(
        Mark.objects.filter(school=merlin.school).order_by("pk").values_list("pk", "code")
    )


def test_today_names_it_whether_or_not_the_job_ran(merlin: Classroom) -> None:
    office = merlin.person("office")
    for _ in range(2):
        [missing] = missing_registers(by=office, on=merlin.day, at=merlin.at("9:25"))
        assert missing.class_id == merlin.school_class.pk
        note(merlin)


def test_a_second_run_asks_nobody_again_even_who_has_put_it_away(merlin: Classroom) -> None:
    note(merlin)
    Reminder.objects.update(read_at=merlin.at("9:22"))
    assert note(merlin, at="9:30") == 0
    assert Reminder.objects.count() == 1
    assert len(noted(merlin)) == 1


def test_whom_the_office_has_asked_already_is_not_asked_twice(merlin: Classroom) -> None:
    remind(merlin, at="9:15")
    assert note(merlin) == 0
    assert waits(merlin) == [merlin.teacher.pk]
    assert len(noted(merlin)) == 1


def test_a_run_killed_halfway_leaves_nothing_and_the_next_does_it_all(
    merlin: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(action, "record", killed)
        with pytest.raises(KeyboardInterrupt):
            note(merlin)
    assert not Reminder.objects.exists()
    assert note(merlin, at="9:36") == 1
    assert noted(merlin)[0]["missing"] == [merlin.school_class.pk]


def test_a_late_run_notes_what_was_missing_then_and_asks_only_for_what_still_is(
    merlin: Classroom,
) -> None:
    late = awake(Classroom(school=merlin.school))
    late.mark_all(at="9:00")
    late.submit(at="9:40")
    assert note(merlin, at="10:15") == 1
    assert noted(merlin)[0]["missing"] == sorted([merlin.school_class.pk, late.school_class.pk])
    assert waits(merlin) == [merlin.teacher.pk]
    assert Reminder.objects.get().sent_at == merlin.at("10:15")


def test_after_the_session_it_is_noted_and_nobody_is_asked(merlin: Classroom) -> None:
    assert note(merlin, at="12:00") == 0
    assert noted(merlin)[0]["asked"] == 0


def test_nothing_is_missing_in_the_minute_of_closing(merlin: Classroom) -> None:
    assert note(merlin, at="9:20") == 0
    assert noted(merlin) == []


def test_where_all_is_taken_nothing_is_noted(classroom: Classroom) -> None:
    awake(classroom).take()
    assert note(classroom) == 0
    assert noted(classroom) == []


def test_a_closed_school_misses_nothing(db: None) -> None:
    room = awake(Classroom(closure="unplanned"))
    assert note(room) == 0
    assert noted(room) == []
    assert missing_due(room.school, room.at("9:21")) is None


def test_a_day_without_sessions_has_nothing_due_and_is_refused(merlin: Classroom) -> None:
    saturday = merlin.day.replace(day=14)
    assert missing_due(merlin.school, merlin.at("9:21", day=saturday)) is None
    with pytest.raises(NoSession):
        note_missing_registers(
            school=merlin.school, day=saturday, half="AM", at=merlin.at("9:21", day=saturday)
        )


def test_another_schools_registers_are_left_alone(merlin: Classroom) -> None:
    other = awake(Classroom())
    note(merlin)
    assert waits(other) == []
    assert noted(other) == []


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("9:20", None),
        ("9:21", "9:20"),
        ("10:15", "9:20"),
        ("12:00", None),
        ("13:45", None),
        ("13:46", "13:45"),
        ("15:20", None),
    ],
)
def test_the_job_is_due_from_the_minute_after_closing_until_the_session_ends(
    merlin: Classroom, at: str, due: str | None
) -> None:
    expected: datetime | None = merlin.at(due) if due else None
    assert missing_due(merlin.school, merlin.at(at)) == expected


def test_the_job_goes_by_the_schools_own_closing_time(merlin: Classroom) -> None:
    SchoolSettings.objects.filter(school=merlin.school).update(am_closes="09:15")
    assert missing_due(merlin.school, merlin.at("9:16")) == merlin.at("9:15")


def test_the_tick_knows_the_job_and_runs_it_once(
    merlin: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: merlin.at("9:22"))
    job = known_jobs()["registers.missing"]
    due_at = job.due(merlin.school, merlin.at("9:22"))
    assert due_at is not None
    for expected in (True, False):
        ran = jobs.run_once(job=job, school_id=merlin.school.pk, due_at=due_at, now=clock.real_now)
        assert ran is expected
    assert JobRun.objects.get(job="registers.missing").finished_at is not None
    assert waits(merlin) == [merlin.teacher.pk]


def test_the_afternoons_run_leaves_the_morning_alone(
    merlin: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: merlin.at("13:46"))
    run_missing(school_id=merlin.school.pk, due_at=merlin.at("13:45"))
    assert [facts["half"] for facts in noted(merlin)] == ["PM"]


def at_once(*works: Callable[[], object]) -> None:
    """Do them in as many threads at the same moment."""
    together = Barrier(len(works))

    def worker(work: Callable[[], object]) -> None:
        try:
            together.wait()
            work()
        finally:
            connection.close()

    threads = [Thread(target=worker, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_of_four_workers_at_the_same_moment_one_asks(committed: None) -> None:
    room, asked = awake(Classroom()), []
    at_once(*[lambda: asked.append(note(room))] * 4)
    assert sorted(asked) == [0, 0, 0, 1]
    assert len(noted(room)) == 1
    assert Reminder.objects.filter(school=room.school).count() == 1


def test_a_worker_and_the_office_at_the_same_moment_ask_once(committed: None) -> None:
    room = awake(Classroom())
    office = room.person("office")
    at_once(lambda: remind(room, by=office, at="9:21"), lambda: note(room))
    assert Reminder.objects.filter(school=room.school).count() == 1


@pytest.mark.parametrize("classes", [2, 9])
def test_more_classes_take_no_more_queries(
    classroom: Classroom, django_assert_max_num_queries, classes: int
) -> None:
    for _ in range(classes):
        awake(Classroom(school=classroom.school))
    with django_assert_max_num_queries(15):
        assert note(classroom) == classes


def test_the_note_of_another_day_counts_for_that_day_alone(merlin: Classroom) -> None:
    note(merlin)
    friday = date(2026, 11, 13)
    SessionFactory(school=merlin.school, day=friday, half="AM")
    asked = note_missing_registers(
        school=merlin.school, day=friday, half="AM", at=merlin.at("9:21", day=friday)
    )
    assert asked == 1
