"""Put the jobs that should have run by themselves, and did not, on the Today page."""

from datetime import date, datetime, timedelta

from django.core.cache import cache
from django.db.models import Q

from attendance_site.tick import LAST_TICK, known_jobs
from schools.models import User
from schools.permissions import may
from schools.today import TodayItem
from toolkit import clock
from toolkit.days import full_day
from toolkit.jobs import MOST_TRIES, STALE_AFTER
from toolkit.models import JobRun
from toolkit.words import counted

URGENT = 1
SHOWN_FOR = timedelta(days=7)
STOPPED_AFTER = timedelta(minutes=5)  # Real time; the jobs are looked at every minute.


def today_items(*, by: User, on: date, at: datetime) -> list[TodayItem]:
    """What did not run, for those who can have it mended: office, headteacher, administrator."""
    if not may(by, "load_school"):
        return []
    real = clock.real_now()
    runs = JobRun.objects.filter(
        ~Q(failure="") | Q(claimed_at__lte=real - STALE_AFTER),
        school_id=by.school_id,
        finished_at=None,
        due_at__gt=at - SHOWN_FOR,
    )
    failed: dict[str, list[JobRun]] = {}
    for run in runs.order_by("due_at"):
        failed.setdefault(run.job, []).append(run)
    return [*_nothing_runs(real), *(_item(job, found) for job, found in failed.items())]


def _nothing_runs(real: datetime) -> list[TodayItem]:
    noted = cache.get(LAST_TICK)
    if noted is None or real - datetime.fromisoformat(noted) <= STOPPED_AFTER:
        return []
    return [
        TodayItem(
            kind="job",
            urgency=URGENT,
            title="Nothing runs by itself at the moment",
            detail="Known absences are not entered, uploads wait. Tell whoever runs the server.",
            address="",
            action="",
        )
    ]


def _item(job: str, runs: list[JobRun]) -> TodayItem:
    known = known_jobs().get(job)
    last = clock.local(runs[-1].due_at)
    times = f"{counted(len(runs), 'times')} this week, " if len(runs) > 1 else ""
    given_up = runs[-1].tries >= MOST_TRIES
    then = "It was given up." if given_up else "It is tried again by itself."
    return TodayItem(
        kind="job",
        urgency=URGENT,
        title=f"A job did not run: {(known.words if known else '') or job}",
        detail=(
            f"It failed {times}last for {last.hour}:{last:%M} on {full_day(last)}. {then} "
            "Tell whoever runs the server if this stays."
        ),
        address="",
        action="",
    )
