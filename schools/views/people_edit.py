"""Edit what is known of a pupil."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from schools.access import SignedInRequest, may_open
from schools.actions.edit_pupil import edit_pupil
from schools.changes import ChangedMeanwhile, Difference
from schools.models import Pupil
from schools.people_forms import PupilForm
from schools.pupil_facts import EDITABLE, AlreadyOnRecord
from schools.refusals import Refused
from schools.views.found import pupil_or_404
from schools.views.people import changed_meanwhile, form_page
from toolkit import clock


@require_http_methods(["GET", "HEAD", "POST"])
@may_open("edit_people")
def edit(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """Names, date of birth, sex, addresses, ethnicity and language."""
    at = clock.now()
    pupil = pupil_or_404(by=request.user, pupil_id=pupil_id, on=clock.local(at).date())
    initial = {name: getattr(pupil, name) for name in EDITABLE} | {"seen": pupil.version}
    form = PupilForm(request.POST if request.method == "POST" else None, initial=initial)
    differences: list[Difference] = []
    known: Pupil | None = None
    if form.is_valid():
        try:
            changes = edit_pupil(
                by=request.user,
                pupil_id=pupil.pk,
                facts=form.facts(),
                seen=form.cleaned_data["seen"] or 0,
                at=at,
            )
        except ChangedMeanwhile as refusal:
            pupil.refresh_from_db()
            differences = changed_meanwhile(form, refusal, version=pupil.version)
        except Refused as refusal:
            form.refuse(refusal)
            known = refusal.pupil if isinstance(refusal, AlreadyOnRecord) else None
        else:
            saved = "The changes are saved." if changes else "Nothing was changed."
            messages.success(request, saved)
            return redirect("people:pupil", pupil.pk)
    about = {"pupil": pupil, "differences": differences, "known": known}
    return form_page(request, "people/edit.html", form, about)
