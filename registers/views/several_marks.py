"""Change a pupil's marks of several sessions: look first, then say yes."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from registers.actions.amend_range import RangeRefused, Sessions, amend_range, marks_in_range
from registers.arranging import ARRANGE
from registers.models import Mark
from registers.permissions import GRANTED, NEVER_BY_HAND, codes_of
from registers.refusals import MarkAlreadyChanged, Refused
from registers.views.posted import key_in
from registers.views.privacy import shown_code
from rules import codes
from rules.sessions import AM, HALVES, PM
from schools.access import SignedInRequest, may_open
from schools.form_fields import choice_field, day_field, text_field
from schools.models import User
from schools.permissions import NotPermitted
from schools.views.found import pupil_of_school_or_404
from toolkit import clock
from toolkit.days import day_in_week
from toolkit.plain_form import PlainForm
from toolkit.words import counted

HALF_CHOICES = [(AM, "Morning"), (PM, "Afternoon")]
NOT_FOR_SEVERAL = codes.LATE | GRANTED | NEVER_BY_HAND | {"Y4"}


class SeveralForm(PlainForm):
    """From which session to which, from which code to which, and why."""

    first = day_field("From", missing="Enter the first day.")
    first_half = choice_field("First session", HALF_CHOICES, missing="Choose a session.")
    last = day_field("To", missing="Enter the last day.")
    last_half = choice_field("Last session", HALF_CHOICES, missing="Choose a session.")
    old = choice_field("Marks that are now", missing="Choose the code that is there now.")
    new = choice_field("Become", missing="Choose the new code.")
    reason = text_field(
        "Reason for the change",
        longest=1000,
        lines=3,
        missing="Enter the reason for the change.",
        help_text="It stands beside every mark that changes.",
    )

    def __init__(self, *args: Any, by: User, on: date, **known: Any) -> None:
        super().__init__(*args, **known)
        fields: dict[str, Any] = self.fields
        seen = {code for code in codes.CODES if shown_code(by, code) == code}
        fields["old"].choices = _choices(seen - {"Z", "#", "Y4"})
        fields["new"].choices = _choices(codes_of(by, on=on) - NOT_FOR_SEVERAL)

    def sessions(self) -> Sessions:
        """The sessions from the first to the last."""
        return Sessions(*(self.cleaned_data[name] for name in Sessions._fields))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_open(ARRANGE)
def several(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """The form; posted, what would change; posted again with that, the change."""
    at = clock.now()
    today = clock.local(at).date()
    pupil = pupil_of_school_or_404(by=request.user, pupil_id=pupil_id)
    posted = request.POST if request.method == "POST" else None
    form = SeveralForm(posted, by=request.user, on=today, initial={"last_half": PM})
    about: dict[str, object] = {"pupil": pupil, "form": form}
    status = 200
    if posted is not None and form.is_valid():
        typed = form.cleaned_data
        try:
            found = marks_in_range(pupil=pupil, sessions=form.sessions(), code=typed["old"])
            if posted.get("do") == "change":
                changed = amend_range(
                    by=request.user,
                    pupil=pupil,
                    sessions=form.sessions(),
                    old_code=typed["old"],
                    new_code=typed["new"],
                    reason=typed["reason"],
                    seen=[key_in(one) for one in posted.getlist("seen")],
                    at=at,
                )
                messages.success(request, f"{counted(len(changed), 'marks')} changed.")
                return redirect(reverse("history:pupil_year", args=[pupil.pk]))
            if not found:
                raise RangeRefused("No mark with that code lies in these sessions.", field="old")
            about |= {"found": [in_words(one) for one in found]}
        except MarkAlreadyChanged:
            form.add_error(None, "These marks have changed since you looked. Look again.")
        except RangeRefused as refusal:
            form.add_error(refusal.field, str(refusal))
        except (Refused, NotPermitted) as refusal:
            form.add_error("new", str(refusal))
    if form.errors:
        status = 422
    return render(request, "history/several.html", about, status=status)


def in_words(mark: Mark) -> tuple[int, str]:
    """The mark's key, and its session as in "Thursday 12 November 2026, morning"."""
    half = dict(zip(HALVES, ("morning", "afternoon"), strict=True))[mark.half]
    return mark.pk, f"{day_in_week(mark.day)} {mark.day.year}, {half}"


def _choices(allowed: set[str] | frozenset[str]) -> list[tuple[str, str]]:
    known = [(one, f"{one}: {codes.meaning(one)}") for one in codes.CODES if one in allowed]
    return [("", "Choose"), *known]
