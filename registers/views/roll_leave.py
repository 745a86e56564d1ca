"""Let a headteacher take a pupil off the roll: choose, record, look again, confirm."""

from datetime import date
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from registers.actions.remove_from_roll import NO_RETURN, remove_from_roll, stay_to_end
from registers.leaving import Leaving, faults_of_last_day, faults_of_leaving
from registers.models import Plan
from registers.queries.removal_facts import RemovalFacts, removal_facts
from registers.roll_refusals import NotInOrder, refuse_any
from registers.views.roll_fields import show_faults
from registers.views.roll_forms import NO_GROUND, ChooseForm, LeaveForm
from registers.views.roll_pupil import asks, note_shown
from registers.views.roll_unmet import unmet_by_records
from rules import compulsory_age
from rules.deletion_grounds import conditions_not_met, ground_of, is_found
from rules.grounds import Ground
from schools.access import SignedInRequest, may_open
from schools.models import Pupil
from schools.views.found import pupil_of_school_or_404
from toolkit import clock
from toolkit.days import NotADay, full_day, read_day
from toolkit.words import counted


class Shown(NamedTuple):
    """A condition as the page shows it: whether the records bear it out, None for not read."""

    words: str
    is_met: bool | None


@may_open("remove_from_roll")
@asks
def leave(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """Each step is an address or a form of its own, so that it works without script."""
    pupil = pupil_of_school_or_404(by=request.user, pupil_id=pupil_id)
    at = clock.now()
    today = clock.local(at).date()
    try:
        enrolment = stay_to_end(pupil, today=today)
    except NotInOrder as refusal:
        context = {"pupil": pupil, "problem": refusal, "heading": "Leaving the roll"}
        return render(request, "roll/cannot.html", context)
    asked = request.POST if request.method == "POST" else request.GET
    choose = ChooseForm(
        asked if asked else None,
        initial={"last_day": today},
        phase=pupil.school.phase,
        needs_ground=_needs_ground(pupil, asked.get("last_day", ""), today),
    )
    if not choose.is_valid():
        return _choosing(request, pupil, choose)
    last_day, letter = choose.cleaned_data["last_day"], choose.cleaned_data["ground"]
    known = removal_facts(pupil=pupil, enrolment=enrolment, last_day=last_day, today=today)
    try:
        refuse_any(
            faults_of_last_day(
                last_day,
                ground=letter,
                enrolment=enrolment,
                last_marked=known.last_marked,
                today=today,
            )
        )
    except NotInOrder as refusal:
        show_faults(choose, refusal)
        return _choosing(request, pupil, choose)
    note_shown(request.user, pupil, {"safeguarding"} if known.workers.any else ())
    ground = None if letter == NO_GROUND else ground_of(letter)
    context = {
        "pupil": pupil,
        "ground": ground,
        "last_day": last_day,
        "letter": letter,
        "known": known,
        "no_return": "" if known.return_due else NO_RETURN,
        "conditions": _shown(ground, known),
        "enrolment": enrolment,
        "unmet": unmet_by_records(ground, known, pupil=pupil, last_day=last_day),
    }
    if context["unmet"]:
        is_posted = request.method == "POST"
        context["refused"] = is_posted
        return render(request, "roll/leave.html", context, status=422 if is_posted else 200)
    form = LeaveForm(request.POST if request.method == "POST" else None, ground=ground, known=known)
    step = request.POST.get("do", "")
    if request.method == "POST" and step != "back" and form.is_valid():
        wanted = form.leaving(last_day=last_day)
        try:
            refuse_any(faults_of_leaving(wanted, known, enrolment=enrolment, today=today))
            if step != "confirm":
                return _confirming(request, pupil, form, wanted, ground, known)
            removal = remove_from_roll(by=request.user, pupil=pupil, wanted=wanted, at=at)
        except NotInOrder as refusal:
            show_faults(form, refusal)
        else:
            said = f"{pupil.name} leaves the roll. The last day is {full_day(last_day)}."
            messages.success(request, said)
            return redirect("roll:removal", pupil.pk, removal.pk)
    elif step == "back":
        form.errors.clear()
    context["form"] = form
    return render(request, "roll/leave.html", context, status=422 if form.errors else 200)


def _choosing(request: SignedInRequest, pupil: Pupil, form: ChooseForm) -> HttpResponse:
    context = {"pupil": pupil, "form": form}
    return render(request, "roll/choose.html", context, status=422 if form.errors else 200)


def _needs_ground(pupil: Pupil, text: str, today: date) -> bool:
    """Whether the pupil is of compulsory school age on the day typed, or else today."""
    try:
        day = read_day(text)
    except NotADay:
        day = today
    return compulsory_age.is_compulsory(pupil.date_of_birth, day)


def _shown(ground: Ground | None, known: RemovalFacts) -> list[Shown]:
    if ground is None:
        return []
    shown = [
        Shown(one.words, is_found(one, known.facts) if one.found else None)
        for one in ground.conditions
    ]
    missing = conditions_not_met(ground.letter, known.facts)
    return [Shown(one.words, is_met=False) for one in missing if one.key == "phase"] + shown


def _confirming(
    request: SignedInRequest,
    pupil: Pupil,
    form: LeaveForm,
    wanted: Leaving,
    ground: Ground | None,
    known: RemovalFacts,
) -> HttpResponse:
    plans = Plan.objects.standing().filter(
        school_id=pupil.school_id, pupil=pupil, end__gt=wanted.last_day
    )
    context = {
        "pupil": pupil,
        "form": form,
        "wanted": wanted,
        "ground": ground,
        "letter": ground.letter if ground else NO_GROUND,
        "no_return": "" if known.return_due else NO_RETURN,
        "plans": _plans_in_words(plans.count()),
        "address": reverse("roll:leave", args=[pupil.pk]),
    }
    return render(request, "roll/confirm.html", context)


def _plans_in_words(number: int) -> str:
    """What becomes of the known absences after the last day; "" where there are none."""
    if not number:
        return ""
    many = counted(number, "known absences")
    return f"{many} after that day {'is' if number == 1 else 'are'} not expected any more."
