"""Show a removal from the roll, to be printed; record who was told later; take it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from registers.actions.take_back_removal import take_back_removal
from registers.arranging import ARRANGE
from registers.models import Removal
from registers.queries.untold import still_to_tell
from registers.roll_refusals import NotInOrder
from registers.views.roll_fields import show_faults
from registers.views.roll_forms import ReasonForm
from registers.views.roll_pupil import (
    asks,
    form_page,
    note_shown,
    of_pupil_or_404,
)
from registers.views.roll_telling import TellingForm, Whom
from rules.grounds import GROUNDS
from schools.access import SignedInRequest, may_open
from schools.flags import require_safeguarding, sees_safeguarding
from schools.models import Pupil, User
from schools.permissions import level
from schools.views.found import pupil_of_school_or_404
from toolkit import clock
from toolkit.days import full_day


@may_open((ARRANGE, "see_safeguarding"))
@asks
def removal(request: SignedInRequest, pupil_id: int, removal_id: int) -> HttpResponse:
    """What was decided, by whom, on what ground and evidence; the same page is printed.

    For whoever sees safeguarding facts, who was told, and a form while somebody is still to be.
    """
    person = request.user
    pupil = pupil_of_school_or_404(by=person, pupil_id=pupil_id)
    found = of_pupil_or_404(Removal, removal_id, pupil=pupil, by_enrolment=True)
    form = None
    if request.method == "POST":
        require_safeguarding(person, school_id=found.school_id)
        form = TellingForm(request.POST, by=person)
        telling = form.saved(by=person, removal=found)
        if telling is not None:
            said = f"{telling.get_whom_display()}: told on {full_day(telling.told_on)}."
            messages.success(request, said)
            return redirect("roll:removal", pupil.pk, found.pk)
    context: dict[str, object] = {
        "pupil": pupil,
        "removal": found,
        "ground": GROUNDS.get(found.ground),
        "taken_back": found.withdrawals.select_related("by").first(),
        "may_take_back": found.last_day >= clock.today()
        and any(level(role, "remove_from_roll") != "none" for role in person.roles),
    }
    if sees_safeguarding(person):
        context |= _workers(person, pupil, found, form)
    return render(request, "roll/removal.html", context, status=422 if form else 200)


def _workers(
    person: User, pupil: Pupil, removal: Removal, form: TellingForm | None
) -> dict[str, object]:
    """Who was told and who is still to be; that the person was shown it is noted.

    form: the one that was refused, with what was typed.
    """
    owed = still_to_tell(removal)
    tellings = list(removal.tellings.select_related("told_by", "recorded_by").order_by("pk"))
    at_once = [getattr(removal, f"{whom.value}_told_on") for whom in Whom]
    if owed or tellings or any(at_once) or removal.not_told:
        note_shown(person, pupil, {"safeguarding"})
    form = form or TellingForm(by=person)
    form.offer(owed)
    return {"sees_workers": True, "owed": owed, "tellings": tellings, "form": form}


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
