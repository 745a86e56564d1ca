"""A month is kept once, however often, however late and however rudely the job is run."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from attendance_site import tick
from audit.models import Act
from registers import keeping_tasks
from registers.actions import keep_month as keeping_action
from registers.actions.keep_month import MonthNotOver, NotAMonthOfRegisters
from registers.keeping import kept_files
from registers.models import KeptCopy
from schools.permissions import NotPermitted
from tests.factories.schools import SessionFactory
from tests.keeping import papers
from tests.keeping.kept import AT, DECEMBER, NOVEMBER, files_in, keep, rows_of
from toolkit import clock, jobs


def test_a_second_run_makes_no_second_copy(taken, kept_dir):
    first = keep(taken)
    before = files_in(kept_dir)
    assert keep(taken, at=AT + timedelta(hours=1)) == first
    assert files_in(kept_dir) == before
    assert KeptCopy.objects.count() == Act.objects.filter(act="keep_month").count() == 1


def test_a_copy_made_again_by_hand_stands_beside_the_first(taken, kept_dir):
    first = keep(taken)
    head = taken.person("headteacher")
    later = AT + timedelta(days=3)
    second = keep(taken, by=head, again=True, at=later)
    assert keep(taken, by=head, again=True, at=later) == second  # The same task once more.
    assert set(KeptCopy.objects.all()) == {first, second}
    assert len(files_in(kept_dir)) == 4
    assert f"by {head.name}." in papers.text(kept_files.paths(second)[1].read_bytes())


class Killed(BaseException):
    """As if the worker had been killed."""


@pytest.mark.parametrize("step", ["write", "finish", "record"])
def test_a_run_that_dies_halfway_leaves_no_row_and_the_next_makes_the_copy(
    taken, kept_dir, monkeypatch, step
):
    def die(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as halfway:
        if step == "record":
            halfway.setattr(keeping_action, "record", die)
        else:
            halfway.setattr(kept_files.Unfinished, step, die)
        with pytest.raises(Killed):
            keep(taken)
    assert not KeptCopy.objects.exists()
    assert files_in(kept_dir) == []
    copy = keep(taken, at=AT + timedelta(minutes=15))
    assert files_in(kept_dir) == sorted([copy.table_name, copy.pages_name])


def test_a_run_that_was_killed_after_naming_the_files_harms_nothing(taken, kept_dir):
    names = kept_files.names(urn=taken.school.urn, month=NOVEMBER, at=AT)
    with kept_files.written(taken.school.urn, dict.fromkeys(names, b"half")) as files:
        files.finish()
    copy = keep(taken, at=AT + timedelta(minutes=15))
    assert {*names, copy.table_name, copy.pages_name} == set(files_in(kept_dir))
    with pytest.raises(kept_files.FileIsThere, match="never replaced"):
        keep(taken, at=AT, again=True)
    assert all((kept_dir / taken.school.urn / name).read_bytes() == b"half" for name in names)
    assert KeptCopy.objects.get() == copy


def test_what_a_killed_worker_left_unfinished_is_written_anew(taken, kept_dir):
    name = kept_files.names(urn=taken.school.urn, month=NOVEMBER, at=AT)[0]
    folder = kept_dir / taken.school.urn
    folder.mkdir(parents=True)
    (folder / f"{name}.part").write_bytes(b"half")
    copy = keep(taken)
    assert files_in(kept_dir) == sorted([copy.table_name, copy.pages_name])
    assert len(rows_of(copy)) == 5


def test_a_month_that_is_not_over_is_refused(taken, kept_dir):
    with pytest.raises(MonthNotOver, match="December 2026 is not over yet"):
        keep(taken, month=DECEMBER)
    with pytest.raises(MonthNotOver):
        keep(taken, at=datetime(2026, 11, 30, 23, 59, tzinfo=UTC))
    assert files_in(kept_dir) == []


@pytest.mark.parametrize("role", ["class_teacher", "office", "safeguarding_lead", "governor"])
def test_only_those_who_set_the_schools_policy_have_a_copy_made(taken, kept_dir, role):
    with pytest.raises(NotPermitted):
        keep(taken, by=taken.person(role), again=True)
    assert files_in(kept_dir) == []


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 12, 1, 1, 59, tzinfo=UTC), datetime(2026, 11, 1, 2, tzinfo=UTC)),
        (AT, AT),
        (datetime(2026, 12, 24, 12, tzinfo=UTC), AT),
        (datetime(2026, 7, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, 1, tzinfo=UTC)),  # Summer time.
    ],
)
def test_the_copy_falls_due_at_two_in_the_morning_of_the_first(taken, now, due):
    assert keeping_tasks.keeping_due(taken.school, now) == due


def test_a_school_without_registers_has_nothing_due(classroom):
    assert keeping_tasks.keeping_due(classroom.school, AT) is None


@pytest.fixture
def run_job(taken, monkeypatch) -> Callable[[datetime], bool]:
    def run(at: datetime) -> bool:
        monkeypatch.setattr(clock, "now", lambda: at)
        due = keeping_tasks.keeping_due(taken.school, at)
        job = tick.known_jobs()["registers.keep"]
        return jobs.run_once(job=job, school_id=taken.school.pk, due_at=due, now=lambda: at)

    return run


def test_the_job_keeps_the_month_once_however_late_it_runs(taken, run_job):
    assert run_job(datetime(2026, 12, 19, 7, tzinfo=UTC)) is True
    assert run_job(datetime(2026, 12, 19, 8, tzinfo=UTC)) is False
    assert KeptCopy.objects.get().month == NOVEMBER


def test_a_job_that_was_off_for_months_leaves_no_gap(taken, run_job):
    run_job(AT)
    SessionFactory(school=taken.school, day=date(2026, 12, 7))
    SessionFactory(school=taken.school, day=date(2027, 1, 11))
    run_job(datetime(2027, 2, 20, 7, tzinfo=UTC))
    kept = list(KeptCopy.objects.order_by("month").values_list("month", flat=True))
    assert kept == [NOVEMBER, DECEMBER, date(2027, 1, 1)]


def test_a_month_without_sessions_gets_no_copy(taken, run_job):
    run_job(AT)
    run_job(datetime(2027, 1, 1, 2, tzinfo=UTC))
    assert KeptCopy.objects.count() == 1


@pytest.mark.parametrize("month", [date(1, 1, 1), date(2026, 10, 1)])
def test_a_month_before_the_first_register_is_not_kept(taken, kept_dir, month):
    with pytest.raises(NotAMonthOfRegisters, match=f"no registers of {month:%B} {month.year} to"):
        keep(taken, month=month, by=taken.person("headteacher"), again=True)
    assert not KeptCopy.objects.exists()
    assert files_in(kept_dir) == []
