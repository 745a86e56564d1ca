"""Change the calendar: add a line, change it, move it, take it out; each after a preview."""

from functools import partial

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from registers import calendar_lines
from registers.actions.add_calendar_period import add_calendar_period
from registers.actions.change_calendar_period import change_calendar_period
from registers.actions.move_day import move_day
from registers.actions.remove_calendar_period import remove_calendar_period
from registers.calendar_forms import MoveForm, PeriodForm, YesForm
from registers.calendar_lines import CALENDAR, line_in_words, require_for
from registers.views.calendar_preview import Proposal, answer
from schools.access import SignedInRequest, may_open
from schools.models import CalendarPeriod
from schools.permissions import NotPermitted
from toolkit.days import full_day

SHOWN_OR_SENT = ["GET", "HEAD", "POST"]


def line_of(request: SignedInRequest, period_id: int) -> CalendarPeriod:
    """The line of this school that the person may change; 404 for any other, 403 where not."""
    period = get_object_or_404(CalendarPeriod, school=request.user.school_id, pk=period_id)
    try:
        require_for(request.user, period.kind)
    except NotPermitted as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return period


@require_http_methods(SHOWN_OR_SENT)
@may_open(CALENDAR)
def add(request: SignedInRequest) -> HttpResponse:
    """Add a term, an INSET day, a bank holiday or a planned closure."""

    def proposal(form: forms.Form) -> Proposal:
        row = form.row()  # type: ignore[attr-defined]
        return Proposal(
            title=f"Add {line_in_words(row)}?",
            yes="Yes, add it",
            done=f"Added to the calendar: {line_in_words(row)}.",
            lines=partial(calendar_lines.adding, row=row),
            make=lambda seen, at: add_calendar_period(by=request.user, row=row, seen=seen, at=at),
        )

    form = PeriodForm(request.POST or None)
    return answer(request, form, proposal, title="Add to the calendar")


@require_http_methods(SHOWN_OR_SENT)
@may_open(CALENDAR)
def change(request: SignedInRequest, period_id: int) -> HttpResponse:
    """Change the days, the name or the kind of a line."""
    period = line_of(request, period_id)

    def proposal(form: forms.Form) -> Proposal:
        row = form.row()  # type: ignore[attr-defined]
        return Proposal(
            title=f"Change {line_in_words(period)}?",
            yes="Yes, change it",
            done=f"Changed to {line_in_words(row)}.",
            lines=partial(calendar_lines.changing, period=period, row=row),
            make=lambda seen, at: change_calendar_period(
                by=request.user, period=period, row=row, seen=seen, at=at
            ),
        )

    form = PeriodForm(request.POST or None, initial=PeriodForm.of(period))
    return answer(request, form, proposal, title=f"Change {line_in_words(period)}")


@require_http_methods(SHOWN_OR_SENT)
@may_open(CALENDAR)
def move(request: SignedInRequest, period_id: int) -> HttpResponse:
    """Move an INSET day, a bank holiday or a planned closure to another day."""
    period = line_of(request, period_id)

    def proposal(form: forms.Form) -> Proposal:
        to = form.cleaned_data["to"]
        return Proposal(
            title=f"Move {line_in_words(period)}?",
            yes="Yes, move it",
            done=f"Moved to {full_day(to)}.",
            lines=partial(calendar_lines.moving, period=period, to=to),
            make=lambda seen, at: move_day(by=request.user, period=period, to=to, seen=seen, at=at),
        )

    form = MoveForm(request.POST or None)
    return answer(request, form, proposal, title=f"Move {line_in_words(period)}")


@require_http_methods(SHOWN_OR_SENT)
@may_open(CALENDAR)
def remove(request: SignedInRequest, period_id: int) -> HttpResponse:
    """Take a line out of the calendar."""
    period = line_of(request, period_id)
    asked = Proposal(
        title=f"Take out {line_in_words(period)}?",
        yes="Yes, take it out",
        done=f"Taken out of the calendar: {line_in_words(period)}.",
        lines=lambda stored: calendar_lines.removing(period),
        make=lambda seen, at: remove_calendar_period(
            by=request.user, period=period, seen=seen, at=at
        ),
        is_dangerous=True,
    )
    form = YesForm(request.POST or None)
    return answer(request, form, lambda form: asked, title=f"Take out {line_in_words(period)}")
