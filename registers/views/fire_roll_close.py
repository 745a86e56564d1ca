"""Close a fire roll, and show those that are over."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from registers.actions.close_fire_roll import LONGEST, close_fire_roll
from registers.evacuation import CLOSES, ClosedByOthers, NobodyCallsIt
from registers.queries.fire_roll import fire_roll
from registers.queries.past_fire_rolls import PastRoll, missed, past_fire_roll, past_fire_rolls
from registers.refusals import Refused
from registers.views.fire_roll import LARGEST_KEY, keys, moment_words, opened_words
from registers.views.posted import key_in
from registers.views.words import clock_time, initialled
from schools.access import SignedInRequest, may_open
from toolkit import clock
from toolkit.days import full_day
from toolkit.words import counted


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_open("fire_roll")
def close(request: SignedInRequest) -> HttpResponse:
    """Ask whether the roll is over, with the names still to find; a post closes it."""
    at = clock.now()
    problem, typed = "", ""
    if request.method == "POST":
        typed = request.POST.get("words", "")
        try:
            closed = close_fire_roll(
                by=request.user,
                roll_id=key_in(request.POST.get("roll", "")),
                seen=keys(request.POST.get("seen", "").split()),
                words=typed,
                at=at,
            )
        except ClosedByOthers as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except NobodyCallsIt as refusal:
            messages.info(request, str(refusal))
            return redirect("fire_roll:roll")
        except Refused as refusal:
            problem = str(refusal)
        else:
            took = lasted((closed.closed_at or at) - closed.opened_at)
            messages.success(request, f"The roll was closed after {took}.")
            return redirect("fire_roll:roll")
    page = fire_roll(by=request.user, at=at)
    calling = page.calling or page.left_open
    if calling is None:
        messages.info(request, problem or str(NobodyCallsIt()))
        return redirect("fire_roll:roll")
    if not page.may_close:
        raise PermissionDenied(str(ClosedByOthers(calling.roll)))
    about = {
        "page": page,
        "roll": calling.roll,
        "opened": opened_words(calling.roll),
        "as_of": moment_words(calling.last_tick) if page.left_open else "",
        "classes": [
            (one.name, [line for line in one.lines if not line.found])
            for one in page.classes
            if one.to_find
        ],
        "problem": problem,
        "typed": typed,
        "longest": LONGEST,
    }
    return render(request, "fire_roll/close.html", about, status=422 if problem else 200)


@never_cache
@require_safe
@may_open(CLOSES)
def past(request: SignedInRequest) -> HttpResponse:
    """Every roll that is over, the newest first."""
    rolls = [described(one) for one in past_fire_rolls(school_id=request.user.school_id)]
    return render(request, "fire_roll/past.html", {"rolls": rolls})


@never_cache
@require_safe
@may_open(CLOSES)
def past_roll(request: SignedInRequest, roll_id: int) -> HttpResponse:
    """One roll that is over, with the names of those who were still to find."""
    school_id = request.user.school_id
    found = past_fire_roll(school_id=school_id, roll_id=roll_id) if roll_id <= LARGEST_KEY else None
    if found is None:
        raise Http404("There is no such fire roll.")
    about = {**described(found), "missed": missed(school_id=school_id, past=found)}
    return render(request, "fire_roll/past_roll.html", about)


def described(one: PastRoll) -> dict[str, object]:
    """A closed roll in words."""
    roll = one.roll
    opened = clock.local(roll.opened_at)
    return {
        "roll": roll,
        "day": full_day(opened.date()),
        "opened": f"{clock_time(roll.opened_at)} by {initialled(roll.opened_by)}",
        "closed": (
            f"{clock_time(roll.closed_at)} by {initialled(roll.closed_by)}"
            if roll.closed_at and roll.closed_by
            else ""
        ),
        "lasted": lasted(one.lasted),
        "found": one.found,
        "not_found": len(one.not_found),
        "people": one.people,
    }


def lasted(time: timedelta) -> str:
    """As in "4 minutes 10 seconds", "1 hour 5 minutes"."""
    seconds = int(time.total_seconds())
    hours, minutes = seconds // 3600, seconds // 60 % 60
    if hours:
        parts = [counted(hours, "hours"), counted(minutes, "minutes") if minutes else ""]
    else:
        rest = seconds % 60
        parts = [
            counted(minutes, "minutes") if minutes else "",
            counted(rest, "seconds") if rest or not minutes else "",
        ]
    return " ".join(part for part in parts if part)
