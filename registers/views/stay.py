"""Put right a pupil's time on the roll, or take back one that has not begun."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from registers.actions.take_back_admission import take_back_admission
from schools.access import SignedInRequest, may_open
from schools.actions.correct_stay import StayFacts, correct_stay, latest_stay
from schools.changes import ChangedMeanwhile, Difference
from schools.models import Pupil
from schools.refusals import Refused
from schools.stay_forms import StayForm, TakeBackForm
from schools.views.found import pupil_or_404
from schools.views.people import changed_meanwhile, form_page
from toolkit import clock
from toolkit.days import full_day


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("edit_people")
def stay(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """The starting day, the last school, and the new or second one."""
    at = clock.now()
    pupil = pupil_or_404(by=request.user, pupil_id=pupil_id, on=clock.local(at).date())
    try:
        now = latest_stay(pupil, today=clock.local(at).date())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("people:pupil", pupil.pk)
    initial = {
        "start": now.start,
        "last_school": now.last_school,
        "next_school": now.next_school,
        "next_school_from": now.next_school_from,
        "seen": pupil.version,
    }
    form = StayForm(request.POST if request.method == "POST" else None, initial=initial)
    differences: list[Difference] = []
    if form.is_valid():
        try:
            wanted = StayFacts(**form.facts())
            correct_stay(
                by=request.user,
                pupil_id=pupil.pk,
                wanted=wanted,
                seen=form.cleaned_data["seen"] or 0,
                at=at,
            )
        except ChangedMeanwhile as refusal:
            pupil.refresh_from_db()
            differences = changed_meanwhile(form, refusal, version=pupil.version)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            starts = full_day(wanted.start)
            messages.success(request, f"Saved: {pupil.name} is on the roll from {starts}.")
            return redirect("people:pupil", pupil.pk)
    about = {"pupil": pupil, "stay": now, "differences": differences}
    about["is_ahead"] = now.start > clock.local(at).date()
    return form_page(request, "people/stay.html", form, about)


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("edit_people")
def take_back(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """Why a pupil does not come after all."""
    at = clock.now()
    pupil = pupil_or_404(by=request.user, pupil_id=pupil_id, on=clock.local(at).date())
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            told = take_back_admission(by=request.user, pupil=pupil, reason=reason, at=at)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _said(pupil, was_told=told is not None))
            return redirect("people:pupil", pupil.pk)
    return form_page(request, "people/take_back_admission.html", form, {"pupil": pupil})


def _said(pupil: Pupil, *, was_told: bool) -> str:
    tell = " The local authority was told of the admission: tell it of this too."
    return f"The admission of {pupil.name} is taken back.{tell if was_told else ''}"
