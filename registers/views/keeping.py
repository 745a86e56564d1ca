"""Show the monthly copies of the registers, hand them out, check them, and have one made."""

from datetime import date, datetime
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from audit.actions.note_look import note_look
from registers import keeping_tasks
from registers.calendar_lines import days_in_words
from registers.keeping import kept_files
from registers.keeping.months import in_words, latest_ended
from registers.models import KeptCopy, Purge
from registers.queries.kept_months import is_offered, kept_months
from registers.queries.purges import purges
from registers.views.words import clock_time
from schools.access import SignedInRequest, may_open
from schools.permissions import may
from toolkit import clock
from toolkit.days import full_day
from toolkit.words import counted

SEES_ALL_CODES = "see_code_y5"  # A copy holds every code, so whoever opens it must see every code.
STATES = {
    kept_files.UNCHANGED: ("Checked: unchanged", "good"),
    kept_files.CHANGED: ("Checked: has been changed", "bad"),
    kept_files.GONE: ("Checked: the file is gone", "bad"),
}


@never_cache
@require_GET
@may_open("settings_and_policy")
def copies(request: SignedInRequest) -> HttpResponse:
    """Every ended month with its copies; a month without one can be made."""
    return _shown(request)


@never_cache
@require_GET
@may_open("settings_and_policy")
def check(request: SignedInRequest, copy_id: int) -> HttpResponse:
    """The same list, with what the hashes say of one copy's two files."""
    copy = _copy(request, copy_id)
    table, pages = kept_files.paths(copy)
    found = {
        "CSV": STATES[kept_files.state(table, copy.table_sha256)],
        "PDF": STATES[kept_files.state(pages, copy.pages_sha256)],
    }
    return _shown(request, checked={copy.pk: found})


@require_POST
@may_open("settings_and_policy")
def make(request: SignedInRequest) -> HttpResponse:
    """Queue the copy of a month; one that is kept already gets another beside it."""
    month, at = _month(request.POST.get("month", "")), clock.now()
    if month is None or month > latest_ended(at):
        return _shown(request, problem="Choose a month that is over.")
    if not is_offered(school=request.user.school, month=month, at=at):
        return _shown(request, problem="Choose a month from the list.")
    keeping_tasks.queue(school=request.user.school, month=month, by=request.user, at=at)
    messages.success(
        request,
        f"The copy of {in_words(month)} is being made. Open this page again in a minute.",
    )
    return redirect("keeping:list")


@never_cache
@require_GET
@may_open(SEES_ALL_CODES)
def table(request: SignedInRequest, copy_id: int) -> HttpResponse:
    """One copy's CSV."""
    copy = _copy(request, copy_id)
    return _handed_out(request, copy, kept_files.paths(copy)[0], "text/csv; charset=utf-8")


@never_cache
@require_GET
@may_open(SEES_ALL_CODES)
def pages(request: SignedInRequest, copy_id: int) -> HttpResponse:
    """One copy's PDF."""
    copy = _copy(request, copy_id)
    return _handed_out(request, copy, kept_files.paths(copy)[1], "application/pdf")


def _handed_out(request: SignedInRequest, copy: KeptCopy, path: Path, kind: str) -> HttpResponse:
    """The file as a download, noted in the access trail."""
    if not path.is_file():
        raise Http404("This file is gone. The list says what can be done.")
    note_look(
        by=request.user,
        school_id=copy.school_id,
        subject=copy.school,
        what={f"registers of {in_words(copy.month)}"},
        at=clock.now(),
    )
    named = {"Content-Disposition": f'attachment; filename="{path.name}"'}
    return HttpResponse(path.read_bytes(), content_type=kind, headers=named)


def _copy(request: SignedInRequest, copy_id: int) -> KeptCopy:
    """A copy of the person's own school; raises Http404."""
    if copy_id >= 2**63:
        raise Http404("There is no such copy.")
    own = KeptCopy.objects.select_related("school").filter(school_id=request.user.school_id)
    return get_object_or_404(own, pk=copy_id)


def _month(text: str) -> date | None:
    """The month of "2026-10"; None for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _shown(
    request: SignedInRequest,
    *,
    checked: dict[int, dict[str, tuple[str, str]]] | None = None,
    problem: str = "",
) -> HttpResponse:
    months = [
        {
            "words": in_words(one.month),
            "value": f"{one.month:%Y-%m}",
            "copies": [
                {
                    "copy": copy,
                    "made": _moment(copy.made_at),
                    "entries": counted(copy.marks, "entries", "entry"),
                    "checked": (checked or {}).get(copy.pk),
                }
                for copy in one.copies
            ],
        }
        for one in kept_months(school=request.user.school, at=clock.now())
    ]
    about = {
        "months": months,
        "purges": [_purge(one) for one in purges(school=request.user.school)],
        "missing": sum(not one["copies"] for one in months),
        "may_download": may(request.user, SEES_ALL_CODES),
        "problem": problem,
    }
    return render(request, "keeping/list.html", about, status=422 if problem else 200)


def _purge(one: Purge) -> dict[str, object]:
    """What one purge removed, in words; one without entries removed files of copies alone."""
    return {
        "when": _moment(one.at),
        "entries": counted(one.marks, "entries", "entry"),
        "days": days_in_words(one.first_day, one.last_day)
        if one.first_day and one.last_day
        else "",
        "before": full_day(clock.local(one.entered_before).date()),
        "sha256": one.sha256,
        "by": "" if one.by.is_system else one.by.name,
    }


def _moment(at: datetime) -> str:
    local = clock.local(at)
    return f"{full_day(local.date())} at {clock_time(local)}"
