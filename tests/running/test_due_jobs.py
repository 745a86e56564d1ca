"""A job that falls due runs once for each school and moment, whatever happens to its workers."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.factories.schools import SchoolFactory
from toolkit import jobs
from toolkit.models import JobRun

DUE = datetime(2025, 9, 8, 8, 20, tzinfo=UTC)
REAL = datetime(2025, 9, 8, 8, 21, tzinfo=UTC)


class Died(Exception):
    """As if the worker had been killed in the middle of the work."""


class Work:
    """A job that remembers for which schools it ran, and fails as long as it is told to."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.fails = False

    def __call__(self, *, school_id: int, due_at: datetime) -> None:
        if self.fails:
            raise Died(f"school {school_id}")
        self.done.append(school_id)

    def job(self, name: str = "tests.work") -> jobs.Job:
        return jobs.Job(name, due=lambda _school, _at: DUE, run=self)


def run(work: Work, school_id: int, *, at: datetime = REAL) -> bool:
    return jobs.run_once(job=work.job(), school_id=school_id, due_at=DUE, now=lambda: at)


def waits(school_id: int, *, at: datetime = REAL) -> bool:
    return jobs.is_waiting(job="tests.work", school_id=school_id, due_at=DUE, real=at)


@pytest.fixture
def school(db):
    return SchoolFactory()


def test_a_job_that_ran_is_not_run_again(school):
    work = Work()
    assert waits(school.pk)
    assert run(work, school.pk) is True
    assert run(work, school.pk) is False
    assert work.done == [school.pk]
    assert not waits(school.pk)


def test_each_school_has_its_own_run(school):
    work, other = Work(), SchoolFactory()
    run(work, school.pk)
    run(work, other.pk)
    assert work.done == [school.pk, other.pk]


def test_the_run_is_on_record(school):
    run(Work(), school.pk)
    told = JobRun.objects.get()
    assert (told.school_id, told.job, told.due_at) == (school.pk, "tests.work", DUE)
    assert (told.claimed_at, told.finished_at, told.tries) == (REAL, REAL, 1)


def test_a_failure_is_on_record_by_its_kind_and_tried_again_two_minutes_later(school):
    work = Work()
    work.fails = True
    with pytest.raises(Died):
        run(work, school.pk)
    assert JobRun.objects.get().failure == "Died"
    assert not waits(school.pk, at=REAL + timedelta(minutes=1, seconds=59))
    work.fails = False
    assert waits(school.pk, at=REAL + timedelta(minutes=2))
    assert run(work, school.pk, at=REAL + timedelta(minutes=2)) is True
    again = JobRun.objects.get()
    assert (again.tries, again.failure) == (2, "")


def test_a_job_whose_worker_was_killed_is_taken_over_after_a_quarter_of_an_hour(school):
    JobRun.objects.create(school=school, job="tests.work", due_at=DUE, claimed_at=REAL)
    work = Work()
    assert run(work, school.pk, at=REAL + timedelta(minutes=14, seconds=59)) is False
    assert run(work, school.pk, at=REAL + timedelta(minutes=15)) is True
    assert work.done == [school.pk]


def test_a_job_that_keeps_failing_is_given_up(school):
    JobRun.objects.create(
        school=school, job="tests.work", due_at=DUE, claimed_at=REAL, tries=jobs.MOST_TRIES
    )
    assert not waits(school.pk, at=REAL + timedelta(days=1))
    assert run(Work(), school.pk, at=REAL + timedelta(days=1)) is False


def test_a_worker_that_was_thought_dead_does_not_end_the_run_of_its_successor(school):
    def slow(*, school_id: int, due_at: datetime) -> None:
        JobRun.objects.update(tries=2)  # Somebody took it over while we were at it.

    job = jobs.Job("tests.work", due=lambda _school, _at: DUE, run=slow)
    jobs.run_once(job=job, school_id=school.pk, due_at=DUE, now=lambda: REAL)
    assert JobRun.objects.get().finished_at is None


@pytest.mark.parametrize("left_behind", [False, True])
def test_of_two_workers_at_the_same_moment_one_does_it(committed, left_behind):
    school = SchoolFactory()
    at = REAL
    if left_behind:
        JobRun.objects.create(school=school, job="tests.work", due_at=DUE, claimed_at=REAL)
        at += timedelta(hours=1)
    work, together, won = Work(), Barrier(4), []

    def worker() -> None:
        try:
            together.wait()
            won.append(run(work, school.pk, at=at))
        finally:
            connection.close()

    workers = [Thread(target=worker) for _ in range(4)]
    for thread in workers:
        thread.start()
    for thread in workers:
        thread.join()
    assert sorted(won) == [False, False, False, True]
    assert work.done == [school.pk]
