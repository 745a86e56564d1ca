"""Show how far one upload is and what it would change, and take the answer to it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from registers.actions.approve_upload import approve_upload
from registers.actions.check_again import check_again
from registers.actions.drop_upload import drop_upload
from registers.load_tasks import queue
from registers.loading.last_load import last_load
from registers.mapping.reading import read_as
from registers.models import FolderLoad
from registers.uploads.answers import NotWaiting, leavers_of
from registers.uploads.claims import RUNNING, LoadUnderWay
from registers.uploads.in_words import day_and_time, listed, without_look_alikes
from schools.access import SignedInRequest, may_open
from schools.permissions import NotPermitted, may
from toolkit import clock

STEPS = ("", "Beginning", "Checking", "marks.csv", "the school", "the marks")


@never_cache
@require_safe
@may_open("load_school")
def load(request: SignedInRequest, load_id: int) -> HttpResponse:
    """One upload; while it is at work, a script asks for its part of the page alone."""
    one = (
        FolderLoad.objects.filter(school=request.user.school, pk=load_id)
        .select_related("uploaded_by", "answered_by")
        .first()
    )
    if one is None:
        raise Http404
    report = one.report
    notices, look_alikes = without_look_alikes(report.get("notices") or [])
    is_part = request.headers.get("HX-Request") == "true"
    about = {
        "is_part": is_part,
        "load": one,
        "is_at_work": one.state in RUNNING,
        "is_old": one.state == FolderLoad.State.CHECKED
        and one.after_load != last_load(request.user.school),
        "step": next((at for at, word in reversed([*enumerate(STEPS)]) if word in one.said), 0),
        "steps": len(STEPS),
        "read_as": read_as(one.reading),
        "uploaded": day_and_time(one.uploaded_at),
        "ended": day_and_time(one.ended_at) if one.ended_at else "",
        "changes": [
            (words, listed(report.get(kind) or {}))
            for kind, words in (("added", "add"), ("changed", "change"), ("ended", "end"))
            if report.get(kind)
        ],
        "faults": report.get("groups") or report.get("faults") or [],
        "unlisted": report.get("not_in_groups", report.get("more_faults") or 0),
        "fault_count": len(report.get("faults") or []) + (report.get("more_faults") or 0),
        "notices": notices,
        "look_alikes": look_alikes,
        "leavers": leavers_of(one),
        "may_approve": not leavers_of(one) or may(request.user, "remove_from_roll"),
        "may_settle": may(request.user, "edit_people"),
        "notice_count": len(report.get("notices") or []) + (report.get("more_notices") or 0),
    }
    return render(request, "loads/state.html" if is_part else "loads/load.html", about)


@require_POST
@may_open("load_school")
def approve(request: SignedInRequest, load_id: int) -> HttpResponse:
    """Yes: load it."""
    return _answer(request, load_id, lambda: queue(
        approve_upload(
            school=request.user.school, load_id=load_id, by=request.user, at=clock.now(),
            real=clock.real_now(),
        )
    ))  # fmt: skip


@require_POST
@may_open("load_school")
def again(request: SignedInRequest, load_id: int) -> HttpResponse:
    """Check it once more."""
    return _answer(request, load_id, lambda: queue(
        check_again(
            school=request.user.school, load_id=load_id, by=request.user, at=clock.now(),
            real=clock.real_now(),
        )
    ))  # fmt: skip


@require_POST
@may_open("load_school")
def drop(request: SignedInRequest, load_id: int) -> HttpResponse:
    """No: let it go."""

    def let_go() -> None:
        drop_upload(school=request.user.school, load_id=load_id, by=request.user, at=clock.now())
        messages.success(request, "Nothing was loaded, and the files were removed.")

    return _answer(request, load_id, let_go)


def _answer(request: SignedInRequest, load_id: int, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except FolderLoad.DoesNotExist as missing:
        raise Http404 from missing
    except (NotPermitted, NotWaiting, LoadUnderWay) as refusal:
        messages.error(request, str(refusal))
    return redirect("loads:load", load_id)
