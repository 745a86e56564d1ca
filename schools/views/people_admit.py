"""Admit a new pupil, or one who returns."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from schools.access import SignedInRequest, may_open
from schools.actions.admit_pupil import admit_pupil
from schools.actions.readmit_pupil import readmit_pupil
from schools.models import Pupil
from schools.people_forms import AdmitForm, ReadmitForm
from schools.pupil_facts import AlreadyOnRecord
from schools.refusals import Refused
from schools.views.found import pupil_or_404
from schools.views.people import classes_of_school, form_page
from schools.year_groups import groups_of_pupil, groups_offered
from toolkit import clock
from toolkit.days import full_day


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("edit_people")
def admit(request: SignedInRequest) -> HttpResponse:
    """Ask for what the admission register needs; a UPN that is known leads to its pupil."""
    at = clock.now()
    classes = classes_of_school(request.user)
    form = AdmitForm(
        request.POST if request.method == "POST" else None,
        classes=classes,
        years=groups_offered(request.user.school, on=clock.local(at).date()),
    )
    known: Pupil | None = None
    if form.is_valid():
        try:
            pupil = admit_pupil(
                by=request.user,
                facts=form.facts(),
                **form.stay(),
                at=at,
                on=clock.local(at).date(),
            )
        except Refused as refusal:
            form.refuse(refusal)
            known = refusal.pupil if isinstance(refusal, AlreadyOnRecord) else None
        else:
            start = full_day(form.cleaned_data["start"])
            messages.success(request, f"{pupil.name} is on the roll from {start}.")
            return redirect("people:pupil", pupil.pk)
    return form_page(request, "people/admit.html", form, {"known": known, "classes": classes})


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("edit_people")
def readmit(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """A new time on the roll for a pupil who had left."""
    at = clock.now()
    today = clock.local(at).date()
    pupil = pupil_or_404(by=request.user, pupil_id=pupil_id, on=today)
    classes = classes_of_school(request.user)
    form = ReadmitForm(
        request.POST if request.method == "POST" else None,
        classes=classes,
        years=groups_offered(request.user.school, on=today, own=groups_of_pupil(pupil)),
    )
    if form.is_valid():
        try:
            stay = readmit_pupil(by=request.user, pupil_id=pupil.pk, **form.stay(), at=at, on=today)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{pupil.name} is on the roll from {full_day(stay.start)}.")
            return redirect("people:pupil", pupil.pk)
    return form_page(request, "people/readmit.html", form, {"pupil": pupil})
