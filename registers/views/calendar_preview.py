"""Show what a change of the calendar would do, and make it after a yes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from registers.calendar_change import PreviewTooOld
from registers.calendar_lines import CalendarRefused, LinesChange
from registers.queries.calendar_effect import CalendarEffect, calendar_effect
from registers.refusals import Refused
from registers.views import calendar_words
from schools.access import SignedInRequest
from schools.models import CalendarPeriod
from schools.permissions import NotPermitted
from toolkit import clock


@dataclass(frozen=True)
class Proposal:
    """One kind of change: its words, what it does to the lines, and the action that makes it."""

    title: str
    yes: str
    done: str
    lines: Callable[[Sequence[CalendarPeriod]], LinesChange]
    make: Callable[[str, datetime], CalendarEffect]
    is_dangerous: bool = False


def answer(
    request: SignedInRequest,
    form: forms.Form,
    proposal: Callable[[forms.Form], Proposal],
    *,
    title: str,
    intro: str = "",
) -> HttpResponse:
    """The form; once it is filled in, the preview; once that had its yes, back to the calendar.

    A form without fields is a question only: its preview is shown at once.
    """
    at = clock.now()
    is_question = not form.fields
    if request.method != "POST" and not is_question:
        return _form(request, form, title, intro)
    if request.method == "POST" and not form.is_valid():
        return _form(request, form, title, intro)
    asked = proposal(form)
    problem = ""
    try:
        if request.method == "POST" and request.POST.get("yes"):
            try:
                asked.make(request.POST.get("seen", ""), at)
            except PreviewTooOld as late:
                problem = str(late)
            else:
                messages.success(request, asked.done)
                return redirect("calendar:year")
        effect = preview(request, asked, at)
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except (CalendarRefused, Refused) as refusal:
        return _refused(request, form, title, intro, refusal)
    if effect.refusal:
        return _refused(request, form, title, intro, CalendarRefused(effect.refusal))
    about = {
        "asked": asked,
        "form": form,
        "effect": effect,
        "lines": calendar_words.lines_of(effect),
        "sentences": calendar_words.sentences(effect),
        "years": calendar_words.years(effect),
        "is_short": calendar_words.is_short(effect),
        "problem": problem,
    }
    return render(request, "calendar/preview.html", about, status=422 if problem else 200)


def preview(request: SignedInRequest, asked: Proposal, at: datetime) -> CalendarEffect:
    """What the change would do now. Raises CalendarRefused for what cannot be meant."""
    school_id = request.user.school_id
    stored = list(CalendarPeriod.objects.filter(school_id=school_id).order_by("start", "pk"))
    return calendar_effect(school_id=school_id, stored=stored, change=asked.lines(stored), at=at)


def _refused(
    request: SignedInRequest, form: forms.Form, title: str, intro: str, refusal: Exception
) -> HttpResponse:
    field = getattr(refusal, "field", "")
    if not form.is_bound:
        form = type(form)({})
    form.is_valid()
    form.add_error(field if field in form.fields else None, str(refusal))
    return _form(request, form, title, intro)


def _form(request: SignedInRequest, form: forms.Form, title: str, intro: str) -> HttpResponse:
    about = {"form": form, "title": title, "intro": intro}
    return render(request, "calendar/form.html", about, status=422 if form.errors else 200)
