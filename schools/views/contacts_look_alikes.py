"""List the parents who look like one person, and let somebody decide about a pair."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.actions.note_look import note_look
from schools.access import SignedInRequest, may_open
from schools.actions.keep_parents_apart import keep_parents_apart
from schools.actions.merge_parents import merge_parents
from schools.actions.undo_look_alike import undo_look_alike
from schools.changes import ChangedMeanwhile
from schools.models import LookAlike, Parent
from schools.queries.look_alikes import judged_pairs, unjudged_pairs, with_links
from schools.refusals import Refused
from toolkit import clock
from toolkit.numbers import whole_in

MOST = 50
LOOK_AGAIN = "Somebody else has changed one of these two meanwhile. Look again, then decide."


@require_safe
@may_open("edit_people")
def look_alikes(request: SignedInRequest) -> HttpResponse:
    """Pairs that nobody has judged, and what was decided, with a way to undo it."""
    pairs, count = unjudged_pairs(by=request.user, most=MOST)
    if pairs:
        note_look(
            by=request.user,
            school_id=request.user.school_id,
            subject=request.user.school,
            what=["contacts: look-alikes"],
            at=clock.now(),
        )
    about = {
        "pairs": pairs,
        "count": count,
        "more": count - len(pairs),
        "judged": judged_pairs(by=request.user, most=MOST),
    }
    return render(request, "people/look_alikes.html", about)


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("edit_people")
def look_alike(request: SignedInRequest, one_id: int, other_id: int) -> HttpResponse:
    """Two parents beside each other; keep one of them for both, or keep them apart."""
    found = pair_or_404(request, one_id, other_id)
    problem = ""
    if request.method == "POST":
        try:
            messages.success(request, decide(request, one_id, other_id))
            return redirect("contacts:look_alikes")
        except ChangedMeanwhile:
            problem = LOOK_AGAIN
            found = pair_or_404(request, one_id, other_id)
        except Refused as refusal:
            problem = str(refusal)
    for person in found:
        note_look(
            by=request.user,
            school_id=person.school_id,
            subject=person,
            what=["contacts"],
            at=clock.now(),
        )
    about = {"people": found, "problem": problem}
    return render(request, "people/look_alike.html", about, status=422 if problem else 200)


def decide(request: SignedInRequest, one_id: int, other_id: int) -> str:
    """Do what was asked and say so. Raises ChangedMeanwhile, Refused."""
    asked, at = request.POST.get("do", ""), clock.now()
    if asked == "apart":
        keep_parents_apart(one_id=one_id, other_id=other_id, by=request.user, at=at)
        return "They are kept apart, and will not be listed again."
    kept = {f"keep-{one_id}": one_id, f"keep-{other_id}": other_id}.get(asked)
    if kept is None:
        raise Refused("Choose whom to keep, or that they are two people.")
    other = one_id + other_id - kept
    seen = {key: version(request, key) for key in (one_id, other_id)}
    done = merge_parents(kept_id=kept, other_id=other, seen=seen, by=request.user, at=at)
    return f"Merged: {done.kept} (number {done.kept_id}) stands for both."


def version(request: SignedInRequest, key: int) -> int:
    """The version of a parent that was on the page."""
    return whole_in(request.POST.get(f"seen-{key}", "")) or 0


def pair_or_404(request: SignedInRequest, one_id: int, other_id: int) -> list[Parent]:
    """Both parents of the school, with their links; one where the same was named twice."""
    mine = Parent.objects.filter(school=request.user.school, merged_into__isnull=True)
    keys = list(mine.filter(pk__in=(one_id, other_id)).values_list("pk", flat=True))
    if set(keys) != {one_id, other_id}:
        raise Http404("There is no such pair.")
    found = with_links(keys, school_id=request.user.school_id)
    return [found[key] for key in dict.fromkeys((one_id, other_id))]


@require_POST
@may_open("edit_people")
def undo(request: SignedInRequest, decision_id: int) -> HttpResponse:
    """Take a decision back."""
    decision = LookAlike.objects.filter(school=request.user.school, pk=decision_id).first()
    if decision is None:
        raise Http404("There is no such decision.")
    answer: Callable[..., None] = messages.success
    try:
        undo_look_alike(decision=decision, by=request.user, at=clock.now())
        said = "Undone: they are two people again, as before."
        if decision.judgement == LookAlike.Judgement.APART:
            said = "Undone: the two are listed as look-alikes again."
    except Refused as refusal:
        answer, said = messages.error, str(refusal)
    answer(request, said)
    return redirect("contacts:look_alikes")
