"""Record suspensions and permanent exclusions, change them and take them back."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registers.actions.change_suspension import change_suspension
from registers.actions.record_suspension import record_suspension
from registers.actions.withdraw_suspension import withdraw_suspension
from registers.arranging import ARRANGE
from registers.models import Mark, Suspension
from registers.suspending import REASONS, school_days, sixth_day
from registers.suspension_limit import days_in_words
from registers.views.roll_fields import attempt
from registers.views.roll_forms import ReasonForm
from registers.views.roll_pupil import asks, form_page, of_pupil_or_404
from registers.views.suspensions_forms import ChangeForm, SuspensionForm, as_typed
from schools.access import SignedInRequest, may_open
from schools.changes import ChangedMeanwhile, Difference
from schools.models import Pupil
from schools.views.found import pupil_of_school_or_404
from schools.views.people import changed_meanwhile
from toolkit import clock
from toolkit.days import full_day
from toolkit.words import counted

INTRO = (
    "Registers expect E for its sessions. From the day of other education they offer K, B or D "
    "instead. Sessions already marked keep their marks until somebody changes them."
)


@may_open(ARRANGE)
@asks
def suspend(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """Record a suspension or a permanent exclusion."""
    pupil = pupil_of_school_or_404(by=request.user, pupil_id=pupil_id)
    form = SuspensionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (
        made := attempt(
            form,
            lambda: record_suspension(
                by=request.user, pupil=pupil, wanted=form.excluded(), at=clock.now()
            ),
        )
    ):
        messages.success(request, f"Recorded for {pupil.name}.{_marked_already(pupil, made)}")
        return redirect("roll:suspension", pupil.pk, made.pk)
    return form_page(
        request,
        pupil=pupil,
        form=form,
        heading="Suspension or exclusion",
        do="Record it",
        intro=INTRO,
        limit=days_in_words(pupil, on=clock.today()),
    )


@never_cache
@require_safe
@may_open(ARRANGE)
def suspension(request: SignedInRequest, pupil_id: int, suspension_id: int) -> HttpResponse:
    """What was recorded, its school days, and from when other education is due."""
    pupil = pupil_of_school_or_404(by=request.user, pupil_id=pupil_id)
    found = of_pupil_or_404(Suspension, suspension_id, pupil=pupil)
    days = school_days(school_id=pupil.school_id, start=found.start, end=found.end)
    context = {
        "pupil": pupil,
        "suspension": found,
        "reason": REASONS.get(found.reason_kind, found.reason_kind),
        "school_days": counted(len(days), "school days") if found.end else "",
        "sixth_day": sixth_day(school_id=pupil.school_id, start=found.start, end=found.end),
        "marked": _marked_already(pupil, found),
        "limit": days_in_words(pupil, on=found.start)
        if found.kind == Suspension.Kind.SUSPENSION and found.withdrawn_at is None
        else "",
    }
    return render(request, "roll/suspension.html", context)


@may_open(ARRANGE)
@asks
def change(request: SignedInRequest, pupil_id: int, suspension_id: int) -> HttpResponse:
    """Change the last day, the notice or the education given meanwhile.

    Where somebody saved meanwhile, the differences are shown and what was typed is kept.
    """
    pupil = pupil_of_school_or_404(by=request.user, pupil_id=pupil_id)
    found = of_pupil_or_404(Suspension, suspension_id, pupil=pupil)
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=as_typed(found))
    differences: list[Difference] = []
    try:
        if form.is_valid() and (
            made := attempt(
                form,
                lambda: change_suspension(
                    by=request.user,
                    suspension=found,
                    wanted=form.excluded(),
                    seen=form.cleaned_data["seen"] or 0,
                    at=clock.now(),
                ),
            )
        ):
            messages.success(request, f"Changed.{_marked_already(pupil, made)}")
            return redirect("roll:suspension", pupil.pk, found.pk)
    except ChangedMeanwhile as refusal:
        found.refresh_from_db()
        late = changed_meanwhile(form, refusal, version=found.version)
        differences = [form.in_words(one, suspension=found) for one in late]
    return form_page(
        request,
        pupil=pupil,
        form=form,
        heading="Change it",
        do="Save the change",
        intro=INTRO,
        limit=days_in_words(pupil, on=found.start),
        differences=differences,
    )


@may_open(ARRANGE)
@asks
def withdraw(request: SignedInRequest, pupil_id: int, suspension_id: int) -> HttpResponse:
    """Ask why, and let no register expect it any more."""
    pupil = pupil_of_school_or_404(by=request.user, pupil_id=pupil_id)
    found = of_pupil_or_404(Suspension, suspension_id, pupil=pupil)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if (
        form.is_valid()
        and attempt(
            form,
            lambda: withdraw_suspension(
                by=request.user,
                suspension=found,
                reason=form.cleaned_data["reason"],
                at=clock.now(),
            ),
        )
        is not None
    ):
        messages.success(request, "Taken back. Registers to come do not expect it any more.")
        return redirect("roll:suspension", pupil.pk, found.pk)
    return form_page(
        request,
        pupil=pupil,
        form=form,
        heading="Take it back",
        do="Take it back",
        intro="Marks of E that registers hold already stay until somebody changes them there, "
        "with a reason.",
    )


def _marked_already(pupil: Pupil, made: Suspension) -> str:
    """A sentence about sessions of the suspension that have another mark; "" for none."""
    marks = Mark.objects.in_force().filter(
        school_id=pupil.school_id, pupil=pupil, day__gte=made.start
    )
    if made.end is not None:
        marks = marks.filter(day__lte=made.end)
    if made.provision_from is not None:
        marks = marks.filter(day__lt=made.provision_from)
    found = [
        (day, half)
        for day, half in marks.exclude(code="E").values_list("day", "half")
        if not _outside(made, day, half)
    ]
    if not found:
        return ""
    first = full_day(min(day for day, _ in found))
    if len(found) == 1:
        return f" 1 session of it, on {first}, already has another mark: change it in the register."
    return (
        f" {counted(len(found), 'sessions')} of it, the first on {first}, "
        "already have another mark: change those in the register."
    )


def _outside(made: Suspension, day: date, half: str) -> bool:
    before = (day, half, made.start_half) == (made.start, "AM", "PM")
    return before or (day, half, made.end_half) == (made.end, "PM", "AM")
