"""Show each person what waits for them today."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from attendance_site.waiting import WHOSE, known_count, waiting
from registers.closed_words import sentences
from registers.queries.missing_registers import standing
from registers.queries.no_school import no_school
from registers.refusals import HALF_WORDS
from rules.sessions import HALVES
from schools.access import SignedInRequest, may_open
from schools.models import Pupil, User
from schools.permissions import may
from toolkit import clock


@never_cache
@require_safe
@may_open(WHOSE)
def today(request: SignedInRequest) -> HttpResponse:
    """The figures of the day, then what waits; a script asks for these alone every minute."""
    person, at = request.user, clock.now()
    now = clock.local(at)
    items = waiting(by=person, on=now.date(), at=at)
    halves = standing(by=person, on=now.date(), at=at).halves
    about = {
        "now": now,
        "items": items,
        "overdue": sum(item.due is not None and item.due < now.date() for item in items),
        "closed": _closed(person, now.date(), len(halves)),
        "halves": [(half, HALF_WORDS[half.half]) for half in halves],
        "takes_registers": may(person, "mark_register"),
        "today": now.date(),
        "next_steps": [] if any(half.expected for half in halves) else _first_steps(request),
    }
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "pages/today_part.html" if is_part else "pages/today.html", about)


@never_cache
@require_safe
@may_open(WHOSE)
def today_count(request: SignedInRequest) -> HttpResponse:
    """How many things wait, for the navigation of a page that did not know it."""
    count = known_count(request.user)
    if count is None:
        at = clock.now()
        count = len(waiting(by=request.user, on=clock.local(at).date(), at=at))
    return render(request, "components/nav_count.html", {"count": count})


def _closed(person: User, day: date, meets: int) -> list[str]:
    """Why the school does not meet in one of the day's halves, for those who take registers."""
    if meets == len(HALVES) or not may(person, "mark_register"):
        return []
    return sentences(no_school(school_id=person.school_id, day=day), is_today=True)


def _first_steps(request: SignedInRequest) -> list[tuple[str, str, str]]:
    """What to do first at a school that has no pupils: title, sentence and address of each."""
    person = request.user
    if Pupil.objects.filter(school_id=person.school_id).exists():
        return []
    steps = []
    if may(person, "load_school"):
        steps.append((
            "Load the school's files",
            "The school, its calendar, its staff and its pupils, from files of your old system. "
            "They are checked before anything is saved.",
            reverse("loads:list"),
        ))  # fmt: skip
    if may(person, "accounts"):
        steps.append((
            "Invite people",
            "Once the staff are loaded, send each of them a link by which they choose a password.",
            reverse("staff:list"),
        ))  # fmt: skip
    return steps or [
        (
            "The school is not loaded yet",
            "The office, the headteacher or an administrator does it.",
            "",
        )
    ]
