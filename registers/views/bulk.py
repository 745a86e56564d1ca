"""List what was entered for many pupils at once, show one, and take it back on its day."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from registers.actions.undo_bulk import undo_bulk
from registers.bulk_wanted import BULK
from registers.models import BulkChange, Mark
from registers.queries.bulk_changes import (
    Undoing,
    bulk_changes,
    can_be_undone,
    of_school,
    undoing,
)
from registers.refusals import Refused
from registers.views.bulk_words import of_act, session_in_words
from registers.views.privacy import RESTRICTED, shown_code
from schools.access import SignedInRequest, may_open
from schools.models import SchoolClass
from toolkit import clock
from toolkit.words import counted

MOST_NAMED = 40


@never_cache
@require_safe
@may_open(BULK)
def bulk_list(request: SignedInRequest) -> HttpResponse:
    """The latest acts, and the way to a new one."""
    today = clock.today()
    classes = _classes(request)
    rows = [
        _shown(request, change, classes) | {"can_undo": can_be_undone(change, on=today)}
        for change in bulk_changes(school_id=request.user.school_id)
    ]
    return render(request, "bulk/list.html", {"rows": rows})


@never_cache
@require_safe
@may_open(BULK)
def change(request: SignedInRequest, change_id: int) -> HttpResponse:
    """What one act did, and what taking it back would do or has done."""
    found = _act_or_404(request, change_id)
    effect = undoing(found)
    can_undo = can_be_undone(found, on=clock.today())
    since = [
        mark
        for mark in effect.changed
        if found.undone_at is None or (mark.closed_at and mark.closed_at < found.undone_at)
    ]
    about = _shown(request, found, _classes(request)) | {
        "can_undo": can_undo,
        "sentences": _sentences(effect) if can_undo else [],
        "changed": _names(since),
        "changed_more": max(0, len(since) - MOST_NAMED),
        "left": _names(effect.left) if can_undo or found.undone_at else [],
        "left_more": max(0, len(effect.left) - MOST_NAMED),
    }
    return render(request, "bulk/change.html", about)


@require_POST
@may_open(BULK)
def undo(request: SignedInRequest, change_id: int) -> HttpResponse:
    """Take one act back."""
    found = _act_or_404(request, change_id)
    try:
        done = undo_bulk(by=request.user, change=found, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        stays = len(done.changed) + len(done.left)
        also = f" {counted(stays, 'marks')} stayed: look below." if stays else ""
        messages.success(request, f"Taken back.{also}")
    return redirect("bulk:change", found.pk)


def _shown(
    request: SignedInRequest, found: BulkChange, classes: dict[int, str]
) -> dict[str, object]:
    """An act as this person may see it."""
    hidden = found.code == RESTRICTED and shown_code(request.user, found.code) != found.code
    return of_act(found, classes) | {
        "change": found,
        "code": shown_code(request.user, found.code),
        "reason": "" if hidden else found.reason,
    }


def _sentences(effect: Undoing) -> list[str]:
    found = [
        (len(effect.cleared), "first entries", "first entry", "will be cleared."),
        (len(effect.put_back), "marks", "mark", "that it replaced will be entered again."),
        (effect.plans, "pupils", "pupil", "will not be expected to be away any more."),
        (len(effect.changed), "marks", "mark", "changed since will stay."),
        (len(effect.left), "marks", "mark", "will stay for somebody to correct."),
    ]
    return [f"{counted(count, many, one)} {what}" for count, many, one, what in found if count]


def _names(marks: list[Mark]) -> list[str]:
    return [
        f"{mark.pupil.name}, {session_in_words(mark.day, mark.half)}" for mark in marks[:MOST_NAMED]
    ]


def _classes(request: SignedInRequest) -> dict[int, str]:
    rows = SchoolClass.objects.filter(school_id=request.user.school_id)
    return dict(rows.values_list("pk", "name"))


def _act_or_404(request: SignedInRequest, change_id: int) -> BulkChange:
    found = of_school(school_id=request.user.school_id, change_id=change_id)
    if found is None:
        raise Http404("There is no such act.")
    return found
