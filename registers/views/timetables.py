"""Record timetables that change codes: part-time, and of two schools; review and end them."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registers.actions.agree_part_time import agree_part_time
from registers.actions.end_timetable import end_timetable
from registers.actions.hold_review import hold_review
from registers.actions.register_dual import register_dual
from registers.arranging import ARRANGE
from registers.models import Timetable
from registers.queries.workers_to_tell import workers_to_tell
from registers.views.roll_fields import attempt, week_words
from registers.views.roll_pupil import (
    asks,
    form_page,
    note_shown,
    of_pupil_or_404,
)
from registers.views.timetables_forms import DualForm, EndForm, PartTimeForm, ReviewForm
from schools.access import SignedInRequest, may_open
from schools.models import Parent, Pupil
from schools.views.found import pupil_of_school_or_404
from toolkit import clock
from toolkit.days import full_day


@may_open(ARRANGE)
@asks
def part_time(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """Agree a part-time timetable."""
    pupil = pupil_of_school_or_404(by=request.user, pupil_id=pupil_id)
    at = clock.now()
    workers = workers_to_tell(pupil=pupil, on=clock.local(at).date())
    note_shown(request.user, pupil, {"contacts", "safeguarding"} if workers.any else {"contacts"})
    form = PartTimeForm(
        request.POST if request.method == "POST" else None,
        parents=lives_with(pupil),
        workers=workers,
    )
    if form.is_valid() and (
        made := attempt(
            form,
            lambda: agree_part_time(by=request.user, pupil=pupil, wanted=form.agreed(), at=at),
        )
    ):
        said = f"Agreed: {week_words(made.away)} until {full_day(form.cleaned_data['end'])}."
        messages.success(request, said)
        return redirect("roll:timetable", pupil.pk, made.pk)
    return form_page(
        request,
        pupil=pupil,
        form=form,
        heading="Part-time timetable",
        do="Record the agreement",
        intro="It is exceptional, for a short time, and agreed with a parent the pupil normally "
        "lives with. It is never used to manage behaviour. Registers expect C2 for the sessions "
        "you choose, or X outside compulsory school age.",
    )


@may_open(ARRANGE)
@asks
def dual(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """Record that the pupil is registered at another school too."""
    pupil = pupil_of_school_or_404(by=request.user, pupil_id=pupil_id)
    form = DualForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (
        made := attempt(
            form,
            lambda: register_dual(
                by=request.user, pupil=pupil, wanted=form.registered(), at=clock.now()
            ),
        )
    ):
        messages.success(request, f"Recorded: {week_words(made.away)} at {made.other_school}.")
        return redirect("roll:timetable", pupil.pk, made.pk)
    return form_page(
        request,
        pupil=pupil,
        form=form,
        heading="Registered at another school as well",
        do="Record the other school",
        intro="Each school records only its own sessions. Registers offer D for the sessions "
        "you choose; the other school follows up absences from those.",
    )


@never_cache
@require_safe
@may_open(ARRANGE)
def timetable(request: SignedInRequest, pupil_id: int, timetable_id: int) -> HttpResponse:
    """What was agreed, with its reviews."""
    pupil = pupil_of_school_or_404(by=request.user, pupil_id=pupil_id)
    found = of_pupil_or_404(Timetable, timetable_id, pupil=pupil)
    context = {
        "pupil": pupil,
        "timetable": found,
        "away": week_words(found.away),
        "reviews": found.reviews.select_related("recorded_by").order_by("due_on"),
        "today": clock.today(),
    }
    return render(request, "roll/timetable.html", context)


@may_open(ARRANGE)
@asks
def end(request: SignedInRequest, pupil_id: int, timetable_id: int) -> HttpResponse:
    """End a timetable before its time."""
    pupil = pupil_of_school_or_404(by=request.user, pupil_id=pupil_id)
    found = of_pupil_or_404(Timetable, timetable_id, pupil=pupil)
    at = clock.now()
    form = EndForm(request.POST if request.method == "POST" else None, today=clock.local(at).date())
    if (
        form.is_valid()
        and attempt(
            form,
            lambda: end_timetable(
                by=request.user,
                timetable=found,
                last_day=form.cleaned_data["last_day"],
                reason=form.cleaned_data["reason"],
                at=at,
            ),
        )
        is not None
    ):
        messages.success(request, "The timetable is ended. Registers after it expect the pupil.")
        return redirect("roll:timetable", pupil.pk, found.pk)
    return form_page(
        request, pupil=pupil, form=form, heading="End the timetable", do="End the timetable"
    )


@may_open(ARRANGE)
@asks
def review(
    request: SignedInRequest, pupil_id: int, timetable_id: int, review_id: int
) -> HttpResponse:
    """Record what came of a review."""
    pupil = pupil_of_school_or_404(by=request.user, pupil_id=pupil_id)
    found = of_pupil_or_404(Timetable, timetable_id, pupil=pupil)
    one = found.reviews.filter(pk=review_id).first()
    if one is None:
        raise Http404("There is no such review.")
    form = ReviewForm(
        request.POST if request.method == "POST" else None, initial={"held_on": clock.today()}
    )
    if (
        form.is_valid()
        and attempt(
            form,
            lambda: hold_review(by=request.user, review=one, **form.cleaned_data, at=clock.now()),
        )
        is not None
    ):
        messages.success(request, "The review is recorded.")
        return redirect("roll:timetable", pupil.pk, found.pk)
    return form_page(
        request,
        pupil=pupil,
        form=form,
        heading=f"Review due on {full_day(one.due_on)}",
        do="Record the review",
        intro=f"{week_words(found.away)}, until {full_day(found.end or date.max)}.",
    )


def lives_with(pupil: Pupil) -> list[Parent]:
    """The parents the pupil normally lives with, in the order in which they are called."""
    found = Parent.objects.filter(
        school_id=pupil.school_id,
        pupils__pupil=pupil,
        pupils__lives_with_pupil=True,
        pupils__ended_on=None,
    )
    return list(found.order_by("pupils__priority", "pk").distinct())
