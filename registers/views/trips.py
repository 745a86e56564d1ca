"""Show a trip or another activity, take pupils out of it, end it and take it back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from registers.actions.end_activity import end_activity
from registers.actions.take_out_of_activity import take_out_of_activity
from registers.actions.withdraw_activity import withdraw_activity
from registers.arranging import ARRANGE
from registers.models import Activity
from registers.queries.activities import going_on
from registers.queries.message_page import coverage_in_words
from registers.roll_refusals import NotInOrder
from registers.views.posted import key_in
from registers.views.roll_fields import attempt
from registers.views.roll_pupil import asks
from registers.views.trip_forms import EndForm, WithdrawTripForm
from rules.sessions import Session as Half
from schools.access import SignedInRequest, may_open
from schools.changes import ChangedMeanwhile
from schools.people_forms import SeenForm
from schools.views.people import changed_meanwhile
from toolkit import clock


@never_cache
@require_safe
@may_open(ARRANGE)
def trip(request: SignedInRequest, activity_id: int) -> HttpResponse:
    """What it is, when, and who goes, with what registers hold of them."""
    activity = _activity_or_404(request, activity_id)
    first = Half(activity.first_day, activity.first_half)
    last = Half(activity.last_day, activity.last_half)
    context = {
        "activity": activity,
        "rows": going_on(activity, on=clock.today()),
        "covers": coverage_in_words(activity.school_id, first, last),
    }
    return render(request, "trips/trip.html", context)


@require_POST
@may_open(ARRANGE)
def take_out(request: SignedInRequest, activity_id: int) -> HttpResponse:
    """Let the pupils who are named stay behind."""
    activity = _activity_or_404(request, activity_id)
    keys = {key_in(text) for text in request.POST.getlist("pupil")}
    try:
        take_out_of_activity(by=request.user, activity=activity, pupils=keys, at=clock.now())
    except NotInOrder as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Registers offer it to them no more.")
    return redirect("trips:trip", activity.pk)


@may_open(ARRANGE)
@asks
def end(request: SignedInRequest, activity_id: int) -> HttpResponse:
    """Ask for the last session of one that ends before its time."""
    activity = _activity_or_404(request, activity_id)
    start = {"seen": activity.version, "last_day": activity.last_day, "last_half": "AM"}
    form = EndForm(request.POST or None, initial=start)

    def act() -> Activity:
        return end_activity(
            by=request.user,
            activity=activity,
            last_day=form.cleaned_data["last_day"],
            last_half=form.cleaned_data["last_half"],
            seen=form.cleaned_data["seen"] or 0,
            at=clock.now(),
        )

    return _answered(
        request,
        activity,
        form,
        act,
        heading="End it early",
        do="End it then",
        intro="Registers of later sessions offer it no more. Marks that were made stay.",
    )


@may_open(ARRANGE)
@asks
def withdraw(request: SignedInRequest, activity_id: int) -> HttpResponse:
    """Ask whether it does not take place."""
    activity = _activity_or_404(request, activity_id)
    form = WithdrawTripForm(request.POST or None, initial={"seen": activity.version})

    def act() -> Activity:
        seen = form.cleaned_data["seen"] or 0
        return withdraw_activity(by=request.user, activity=activity, seen=seen, at=clock.now())

    return _answered(
        request,
        activity,
        form,
        act,
        heading="Take it back",
        do="Take it back",
        intro="No register offers it any more. Marks that were made stay until somebody changes "
        "them.",
    )


def _answered(
    request: SignedInRequest,
    activity: Activity,
    form: SeenForm,
    act: Callable[[], Activity],
    **about: str,
) -> HttpResponse:
    """The form, or what was asked for and the page of the activity."""
    try:
        if form.is_valid() and attempt(form, act) is not None:
            messages.success(request, "Done. Registers follow.")
            return redirect("trips:trip", activity.pk)
    except ChangedMeanwhile as refusal:
        activity.refresh_from_db()
        changed_meanwhile(form, refusal, version=activity.version)
    context = {
        "activity": activity,
        "about": activity.nature,
        "form": form,
        "crumb": "trips/crumb.html",
        "leave": reverse("trips:trip", args=[activity.pk]),
        **about,
    }
    return render(request, "messages/small.html", context, status=422 if form.errors else 200)


def _activity_or_404(request: SignedInRequest, activity_id: int) -> Activity:
    found = (
        Activity.objects.filter(school_id=request.user.school_id, pk=activity_id)
        .select_related("recorded_by", "withdrawn_by")
        .first()
    )
    if found is None:
        raise Http404("There is no such trip.")
    return found
