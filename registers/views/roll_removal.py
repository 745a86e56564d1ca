"""Show the record of a removal from the roll, to be printed, and take it back before its day."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registers.actions.take_back_removal import take_back_removal
from registers.arranging import ARRANGE
from registers.models import Removal
from registers.roll_refusals import NotInOrder
from registers.views.roll_fields import show_faults
from registers.views.roll_forms import ReasonForm
from registers.views.roll_pupil import (
    asks,
    form_page,
    note_shown,
    of_pupil_or_404,
)
from rules.grounds import GROUNDS
from schools.access import SignedInRequest, may_open
from schools.permissions import level
from schools.views.found import pupil_of_school_or_404
from toolkit import clock
from toolkit.days import full_day


@never_cache
@require_safe
@may_open(ARRANGE)
def removal(request: SignedInRequest, pupil_id: int, removal_id: int) -> HttpResponse:
    """What was decided, by whom, on what ground and evidence; the same page is printed."""
    pupil = pupil_of_school_or_404(by=request.user, pupil_id=pupil_id)
    found = of_pupil_or_404(Removal, removal_id, pupil=pupil, by_enrolment=True)
    sees_workers = any(level(role, "see_safeguarding") == "all" for role in request.user.roles)
    told = [found.social_worker_told_on, found.youth_justice_told_on, found.virtual_school_told_on]
    if sees_workers and (any(told) or found.not_told):
        note_shown(request.user, pupil, {"safeguarding"})
    context = {
        "pupil": pupil,
        "removal": found,
        "ground": GROUNDS.get(found.ground),
        "taken_back": found.withdrawals.select_related("by").first(),
        "may_take_back": found.last_day >= clock.today()
        and any(level(role, "remove_from_roll") != "none" for role in request.user.roles),
        "sees_workers": sees_workers,
    }
    return render(request, "roll/removal.html", context)


@may_open("remove_from_roll")
@asks
def take_back(request: SignedInRequest, pupil_id: int, removal_id: int) -> HttpResponse:
    """Ask why, and let the pupil stay."""
    pupil = pupil_of_school_or_404(by=request.user, pupil_id=pupil_id)
    found = of_pupil_or_404(Removal, removal_id, pupil=pupil, by_enrolment=True)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            take_back_removal(
                by=request.user,
                removal=found,
                reason=form.cleaned_data["reason"],
                at=clock.now(),
            )
        except NotInOrder as refusal:
            show_faults(form, refusal)
        else:
            messages.success(request, f"{pupil.name} stays on the roll.")
            return redirect("roll:removal", pupil.pk, found.pk)
    return form_page(
        request,
        pupil=pupil,
        form=form,
        heading="Take the removal back",
        do="Keep the pupil on the roll",
        intro=f"{pupil.name} is to leave the roll on {full_day(found.last_day)}. Taken back, the "
        "enrolment, the class and the known absences go on as they were. The record stays.",
    )
