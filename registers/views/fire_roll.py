"""Show the fire roll, and save its ticks as one form."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from registers.actions.save_ticks import Tick, save_ticks
from registers.evacuation import CLOSES
from registers.models import FireRoll
from registers.queries import presence
from registers.queries.fire_roll import FireRollPage, fire_roll
from registers.refusals import Refused
from registers.views import words
from registers.views.posted import key_in
from schools.access import SignedInRequest, may_open
from schools.permissions import may
from toolkit import clock
from toolkit.days import full_day
from toolkit.words import counted

LARGEST_KEY = 2**63 - 1


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_open("fire_roll")
def roll(request: SignedInRequest) -> HttpResponse:
    """Who may be in the building; a post saves the ticks that differ from what was shown."""
    at = clock.now()
    if request.method != "POST":
        return shown(request, at)
    ticked = keys([name[1:] for name in request.POST if name[:1] == "p"])
    before = keys(request.POST.get("shown", "").split())
    changes = [Tick(key, found=True) for key in sorted(ticked - before)]
    changes += [Tick(key, found=False) for key in sorted(before - ticked)]
    if not changes:
        messages.info(request, "No tick was changed, so there was nothing to save.")
        return redirect("fire_roll:roll")
    try:
        save_ticks(
            by=request.user,
            ticks=changes,
            roll_id=key_in(request.POST.get("roll", "")),
            before=key_in(request.POST.get("before", "")),
            at=at,
        )
    except Refused as refusal:
        return shown(request, at, problem=str(refusal), typed=ticked)
    messages.success(request, f"{counted(len(changes), 'ticks')} saved.")
    return redirect("fire_roll:roll")


def keys(texts: list[str]) -> frozenset[int]:
    """The keys among these texts; what is no key is left out."""
    return frozenset(key for text in texts if 0 < (key := key_in(text)) <= LARGEST_KEY)


def shown(
    request: SignedInRequest,
    at: datetime,
    *,
    problem: str = "",
    typed: frozenset[int] = frozenset(),
) -> HttpResponse:
    """The page itself; 422 where there is a problem, with what was ticked kept."""
    page = fire_roll(by=request.user, at=at)
    about = {
        "page": page,
        "problem": problem,
        "typed": typed,
        "classes": [(one, words.year_groups(one.year_groups)) for one in page.classes],
        "asked": sum(line.ask for line in page.left),
        "unfinished": sum(one.to_find > 0 for one in page.classes),
        "day_words": words.day_in_week(page.presence.day),
        "opened": opened_words(page.roll),
        "now": words.clock_time(at),
        "stage": stage_words(page),
        "left_open": moment_words(page.left_open.roll.opened_at) if page.left_open else "",
        "sees_past": may(request.user, CLOSES),
        "printed_day": full_day(page.presence.day),
    }
    return render(request, "fire_roll/roll.html", about, status=422 if problem else 200)


def moment_words(moment: datetime) -> str:
    """As in "12 November 2026 at 10:40"."""
    return f"{full_day(clock.local(moment).date())} at {words.clock_time(moment)}"


def opened_words(roll: FireRoll | None) -> str:
    """As in "Opened 10:40 by P. Raman."."""
    if roll is None:
        return "The roll begins with the first tick."
    opened = words.clock_time(roll.opened_at)
    return f"Opened {opened} by {words.initialled(roll.opened_by)}."


def stage_words(page: FireRollPage) -> str:
    """What the person must know of the hour: which marks the roll rests on; empty in a session."""
    known = page.presence
    if known.first is None:
        return ""
    if known.current is None:
        opens = words.clock_time(known.first.opens)
        half = words.half_name(known.first.half)
        return (
            f"No register has been opened today: the {half}'s opens at {opens}. Nobody is known "
            "to be here or away, so ask for everybody."
        )
    ended = words.clock_time(known.current.ends)
    if known.stage == presence.BETWEEN:
        half = words.half_name(known.current.half)
        return (
            f"The {half} session ended at {ended}. The roll rests on its marks, and on who was "
            "signed in and out since."
        )
    if known.stage == presence.AFTER:
        return (
            f"The last session ended at {ended}. The roll rests on its marks; who has gone home "
            "since is known only where they were signed out."
        )
    if known.current.closed:
        return (
            "The school was closed without warning. The roll rests on the marks before that; who "
            "has gone home since is known only where they were signed out."
        )
    return ""
