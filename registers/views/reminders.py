"""Remind teachers of a register, tell them of it on any page, and put it away."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from registers.actions.read_reminder import read_reminder
from registers.actions.remind_teacher import Reminded, remind_teacher
from registers.asked import asked_of
from registers.refusals import HALF_WORDS, Refused
from registers.views.opening import refusals_as_pages
from registers.views.words import clock_time
from schools.access import SignedInRequest, may_open
from schools.middleware import is_from_script
from schools.models import SchoolClass
from schools.views.found import class_or_404
from toolkit import clock


@require_POST
@may_open("mark_register")
@refusals_as_pages
def remind(request: SignedInRequest, class_id: int, day: date, half: str) -> HttpResponse:
    """Ask the teachers of the class for this register, and say who is asked."""
    school_class = class_or_404(by=request.user, class_id=class_id)
    try:
        reminded = remind_teacher(
            by=request.user, school_class=school_class, day=day, half=half, at=clock.now()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        tell = messages.success if reminded.told else messages.warning
        tell(request, in_words(reminded, school_class, half))
    return redirect("registers:today")


@never_cache
@require_safe
@may_open("mark_register")
def reminders(request: SignedInRequest) -> HttpResponse:
    """What the person is asked for now: the part that a script puts at the top of an open page."""
    asked = asked_of(person=request.user, day=clock.today())
    return render(request, "components/reminders.html", {"asked_registers": asked})


@require_POST
@may_open("mark_register")
@refusals_as_pages
def read(request: SignedInRequest, class_id: int, day: date, half: str) -> HttpResponse:
    """Put one's own reminder of this register away, and stay where one was."""
    school_class = class_or_404(by=request.user, class_id=class_id)
    read_reminder(by=request.user, school_class=school_class, day=day, half=half, at=clock.now())
    if is_from_script(request):
        return HttpResponse(status=204)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else "registers:today")


def in_words(reminded: Reminded, school_class: SchoolClass, half: str) -> str:
    """As in "Miss Okonjo is asked for the Kestrel morning register."."""
    said = []
    if reminded.told:
        names = _listed([person.formal_name for person in reminded.told])
        are = "is" if len(reminded.told) == 1 else "are"
        said.append(f"{names} {are} asked for the {school_class} {HALF_WORDS[half]} register.")
    said += [
        f"{person.formal_name} was asked at {clock_time(sent_at)} already, and has not read it yet."
        for person, sent_at in reminded.waiting
    ]
    return " ".join(said)


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
