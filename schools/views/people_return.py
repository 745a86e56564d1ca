"""Record that the local authority was told of a new pupil."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from schools.access import SignedInRequest, may_open
from schools.actions.record_new_pupil_return import record_new_pupil_return
from schools.models import AuthorityProfile, NewPupilReturn
from schools.people_forms import ReturnForm
from schools.refusals import Refused
from schools.views.found import pupil_or_404
from schools.views.people import form_page
from toolkit import clock


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("send_returns_and_reports")
def return_made(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """The day on which the return about the pupil was sent; regulation 13(1)."""
    at = clock.now()
    today = clock.local(at).date()
    pupil = pupil_or_404(by=request.user, pupil_id=pupil_id, on=today)
    rows = NewPupilReturn.objects.filter(school_id=pupil.school_id, enrolment__pupil=pupil)
    latest = rows.order_by(F("made_on").desc(nulls_first=True), "-entered_on", "-pk").first()
    form = ReturnForm(
        request.POST if request.method == "POST" else None, initial={"made_on": today}
    )
    if form.is_valid():
        try:
            record_new_pupil_return(
                by=request.user,
                pupil_id=pupil.pk,
                return_id=form.cleaned_data["due"] or 0,
                made_on=form.cleaned_data["made_on"],
                at=at,
                on=today,
            )
        except NewPupilReturn.DoesNotExist as missing:
            raise Http404("No return about this pupil is due.") from missing
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, f"Recorded: the authority was told of {pupil.name}.")
            return redirect("people:pupil", pupil.pk)
    key = form.cleaned_data.get("due") if form.is_bound else None
    asked = rows.filter(pk=key).first() if key else None
    profile = AuthorityProfile.objects.filter(school_id=pupil.school_id).in_force(today)
    about = {"pupil": pupil, "due": asked or latest, "profile": profile}
    return form_page(request, "people/return_made.html", form, about)
