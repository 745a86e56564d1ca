"""Close the school for a day, and reopen it; each after a preview."""

from functools import partial

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from registers import calendar_lines
from registers.actions.close_school import close_school
from registers.actions.reopen import reopen
from registers.calendar_forms import CloseForm, YesForm
from registers.calendar_lines import HALF_NAMES, line_in_words
from registers.views.calendar_changes import SHOWN_OR_SENT, line_of
from registers.views.calendar_preview import Proposal, answer
from schools.access import SignedInRequest, may_open
from toolkit import clock
from toolkit.days import full_day
from toolkit.words import visible


@require_http_methods(SHOWN_OR_SENT)
@may_open("bulk_and_closures")
def close(request: SignedInRequest) -> HttpResponse:
    """Close the school for a day or half of it."""

    def proposal(form: forms.Form) -> Proposal:
        typed = form.cleaned_data
        facts = {
            "day": typed["day"],
            "half": typed["half"],
            "planned": typed["warning"] == "planned",
            "name": visible(typed["name"]),
        }
        when = f"{full_day(typed['day'])}{HALF_NAMES[typed['half']]}"
        return Proposal(
            title=f"Close the school on {when}?",
            yes="Yes, close the school",
            done=f"The school is closed on {when}.",
            lines=partial(calendar_lines.closing, **facts),
            make=lambda seen, at: close_school(by=request.user, seen=seen, at=at, **facts),
            is_dangerous=True,
        )

    form = CloseForm(request.POST or None, initial={"day": clock.today()})
    return answer(request, form, proposal, title="Close the school for a day")


@require_http_methods(SHOWN_OR_SENT)
@may_open("bulk_and_closures")
def reopen_day(request: SignedInRequest, period_id: int) -> HttpResponse:
    """Take an unplanned closure back."""
    period = line_of(request, period_id)
    asked = Proposal(
        title=f"Reopen the school: take back {line_in_words(period)}?",
        yes="Yes, reopen it",
        done=f"Reopened: {line_in_words(period)}.",
        lines=lambda stored: calendar_lines.reopening(period),
        make=lambda seen, at: reopen(by=request.user, period=period, seen=seen, at=at),
    )
    form = YesForm(request.POST or None)
    return answer(request, form, lambda form: asked, title="Reopen the school")
