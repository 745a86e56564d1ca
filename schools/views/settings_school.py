"""The page of the school's own facts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from schools.access import SignedInRequest, may_open
from schools.actions.edit_school import edit_school, version_of
from schools.changes import ChangedMeanwhile, Difference
from schools.dated_settings import SettingsRefused
from schools.models import School
from schools.settings_forms import SchoolForm
from schools.views.settings_kinds import SHOWN_OR_SENT
from schools.views.settings_words import named
from toolkit import clock


@require_http_methods(SHOWN_OR_SENT)
@may_open("settings_and_policy")
def school(request: SignedInRequest) -> HttpResponse:
    """Name, address and telephone number; a change holds at once."""
    stored = School.objects.get(pk=request.user.school_id)
    form = SchoolForm(request.POST or None, initial=SchoolForm.first_values(stored))
    differences: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        try:
            edit_school(
                by=request.user,
                facts=form.facts(),
                seen=request.POST.get("seen", ""),
                at=clock.now(),
            )
        except ChangedMeanwhile as late:
            form.add_error(None, str(late))
            differences = named(late.differences)
        except SettingsRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, "The school's facts are saved.")
            return redirect("settings:home")
    about = {
        "title": "The school",
        "slug": "school",
        "form": form,
        "seen": version_of(stored),
        "differences": differences,
        "facts": [("URN", stored.urn), ("Authority and number", _number(stored))],
    }
    return render(request, "settings/form.html", about, status=422 if form.errors else 200)


def _number(stored: School) -> str:
    return "/".join(part for part in (stored.la_code, stored.establishment) if part)
