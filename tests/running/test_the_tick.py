"""Once a minute every school's due jobs are queued, by the school's time and the demo's."""

import sys
from datetime import UTC, datetime, timedelta
from types import ModuleType

import pytest
from django.core.cache import cache

from attendance_site import tick
from attendance_site.celery import app
from tests.factories.schools import SchoolFactory
from toolkit import clock, jobs
from toolkit.actions.demo_time import set_demo_time
from toolkit.models import DemoClock, JobRun

pytestmark = pytest.mark.django_db
CLOSES = datetime(2025, 9, 8, 8, 20, tzinfo=UTC)


@pytest.fixture
def ran(monkeypatch):
    """For which moments a made-up job ran; it is due every morning at 8:20, UTC."""
    done: list[datetime] = []

    def due(_school: object, at: datetime) -> datetime | None:
        today = at.replace(hour=8, minute=20, second=0, microsecond=0)
        return today if today <= at else None

    def work(*, school_id: int, due_at: datetime) -> None:
        done.append(due_at)

    offered = ModuleType("leave.tasks")
    offered.JOBS = [jobs.Job("tests.closing", due=due, run=work)]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "leave.tasks", offered)
    offered.__spec__ = sys.__spec__
    app.conf.task_always_eager = True
    yield done
    app.conf.task_always_eager = False


@pytest.fixture
def demo_at(settings):
    """Set the demo's clock."""
    settings.DEMO_CLOCK = True

    def set_to(moment: datetime) -> None:
        set_demo_time(moment=moment, real=clock.real_now())

    return set_to


def test_nothing_is_queued_before_it_is_due(ran, demo_at):
    SchoolFactory()
    demo_at(CLOSES - timedelta(minutes=1))
    tick.tick()
    assert ran == []


def test_what_is_due_runs_once_however_often_the_tick_comes(ran, demo_at):
    school = SchoolFactory()
    demo_at(CLOSES)
    tick.tick()
    tick.tick()
    assert ran == [CLOSES]
    assert JobRun.objects.get().school == school


def test_a_late_tick_catches_up(ran, demo_at):
    SchoolFactory()
    demo_at(CLOSES + timedelta(hours=3))
    tick.tick()
    assert ran == [CLOSES]


def test_going_on_to_the_next_day_in_the_demo_makes_its_jobs_due(ran, demo_at):
    SchoolFactory()
    demo_at(CLOSES)
    tick.tick()
    demo_at(CLOSES + timedelta(days=1))
    tick.tick()
    assert ran == [CLOSES, CLOSES + timedelta(days=1)]


def test_the_tick_keeps_the_demo_clock_going(ran, demo_at):
    demo_at(CLOSES)
    stopped = clock.real_now() - timedelta(hours=8)
    DemoClock.objects.update(real=stopped, seen=stopped)
    tick.tick()
    assert CLOSES <= clock.now() < CLOSES + timedelta(minutes=1)


def test_the_tick_is_seen_by_the_health_address(ran):
    cache.delete(tick.LAST_TICK)
    tick.tick()
    assert datetime.fromisoformat(cache.get(tick.LAST_TICK)) <= clock.real_now()


def test_a_job_that_no_app_offers_any_more_is_refused(ran):
    with pytest.raises(tick.UnknownJob):
        tick.run_job(job="tests.gone", school_id=1, due_at=CLOSES.isoformat())


def test_an_older_worker_bears_arguments_that_it_does_not_know(ran):
    school = SchoolFactory()
    tick.run_job(
        job="tests.closing", school_id=school.pk, due_at=CLOSES.isoformat(), from_the_future=True
    )
    assert ran == [CLOSES]


def test_no_two_jobs_share_a_name():
    assert len(tick.known_jobs()) == sum(
        len(getattr(module, "JOBS", []))
        for name, module in sys.modules.items()
        if name.endswith(".tasks") and hasattr(module, "JOBS")
    )
