"""Enter a code for many pupils: choose, look at what would change, say yes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from registers.actions.bulk_mark import BulkPreviewTooOld, NothingToChange, bulk_mark
from registers.bulk_wanted import BULK, PUPILS, Wanted, refuse_unfit, require_bulk
from registers.permissions import codes_of, require_code
from registers.queries.bulk_effect import BulkEffect, NotOnTheRoll, bulk_effect
from registers.refusals import Refused
from registers.views.bulk_forms import DAYS, FACTS, BulkForm
from registers.views.bulk_words import in_words, question, when_in_words, whom_in_words
from registers.views.message_pupils import Choosing, choosing
from registers.views.roll_pupil import asks
from registers.views.trips_new import years_with_pupils
from schools.access import SignedInRequest, may_open
from schools.permissions import NotPermitted
from schools.views.people import classes_of_school
from toolkit import clock

PREVIEW, YES = "preview", "yes"


@may_open(BULK)
@asks
def choose(request: SignedInRequest) -> HttpResponse:
    """The form; once it is filled in, the preview; once that had its yes, what was done."""
    by, today = request.user, clock.today()
    require_bulk(by)
    sent = request.POST if request.method == "POST" else request.GET
    people = choosing(sent, by=by, on=today, with_siblings=False)
    known: dict[str, Any] = {
        "classes": classes_of_school(by),
        "years": years_with_pupils(by),
        "allowed": codes_of(by, on=today),
        "pupils": [pupil.pk for pupil in people.pupils],
    }
    do = request.POST.get("do", "")
    if do not in {PREVIEW, YES}:
        days = dict(zip(DAYS, (today, "AM", today, "PM"), strict=True))
        lists = {name: sent.getlist(name) for name in ("classes", "years")}
        form = BulkForm(initial=days | sent.dict() | lists, **known)
        return _form_page(request, form, people)
    form = BulkForm(request.POST, **known)
    if not form.is_valid():
        return _form_page(request, form, people)
    try:
        if form.cleaned_data["whom"] == PUPILS and people.has_strangers:
            raise NotOnTheRoll
        return _answer(request, form, form.wanted(), is_yes=do == YES)
    except (Refused, NotPermitted) as refusal:
        field = getattr(refusal, "field", "code")
        form.add_error(field if field in form.fields else None, str(refusal))
        status = 403 if isinstance(refusal, NotPermitted) else 422
        return _form_page(request, form, people, status=status)


def _answer(
    request: SignedInRequest, form: BulkForm, wanted: Wanted, *, is_yes: bool
) -> HttpResponse:
    """What was done after a yes, else the preview; raises Refused or NotPermitted."""
    by, at, problem = request.user, clock.now(), ""
    refuse_unfit(wanted, today=clock.local(at).date())
    if is_yes:
        try:
            change = bulk_mark(by=by, wanted=wanted, seen=request.POST.get("seen", ""), at=at)
        except BulkPreviewTooOld as late:
            problem = str(late)
        else:
            messages.success(request, f"Entered: {wanted.code}. It can be taken back today.")
            return redirect("bulk:change", change.pk)
    effect = bulk_effect(school_id=by.school_id, wanted=wanted, at=at)
    require_code(by, wanted.code, on=wanted.first.day)
    if not effect.changes:
        raise NothingToChange
    return _preview(request, form, effect, problem)


def _preview(
    request: SignedInRequest, form: BulkForm, effect: BulkEffect, problem: str
) -> HttpResponse:
    wanted = effect.wanted
    offered = form.fields["classes"].choices  # type: ignore[attr-defined]
    classes = {int(key): name for key, name in offered}
    about = {
        "form": form,
        "facts": [form[name] for name in FACTS],
        "sent": [(name, request.POST.getlist(name)) for name in ("classes", "years", "pupil")],
        "effect": effect,
        "told": in_words(effect, classes, by=request.user),
        "question": question(effect),
        "whom": whom_in_words(wanted.whom, wanted.keys, classes),
        "when": when_in_words(wanted.first, wanted.last),
        "problem": problem,
    }
    return render(request, "bulk/preview.html", about, status=422 if problem else 200)


def _form_page(
    request: SignedInRequest, form: BulkForm, people: Choosing, *, status: int = 422
) -> HttpResponse:
    about = {"form": form, "people": people}
    return render(request, "bulk/new.html", about, status=status if form.errors else 200)
