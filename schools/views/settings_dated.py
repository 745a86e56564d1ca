"""Show and save one kind of dated settings as a form."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from schools.access import SignedInRequest
from schools.changes import ChangedMeanwhile, Difference
from schools.dated_settings import Kind, Settings, SettingsRefused, rows_of, version_of
from schools.settings_forms import GroupedForm
from schools.views.settings_words import named
from toolkit import clock
from toolkit.days import full_day

Save = Callable[[GroupedForm, date, str, datetime], str]  # Returns a warning, or nothing.


def dated_form(
    request: SignedInRequest,
    *,
    kind: Kind,
    form_class: type[GroupedForm],
    save: Save,
    default_start: Callable[[date], date] = lambda today: today,
    without_a_row: Settings | None = None,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The form with what holds today, and what is planned; after saving back to the settings.

    without_a_row: what holds where nothing is recorded. more: further facts for the template.
    """
    at = clock.now()
    today = clock.local(at).date()
    rows = rows_of(kind.table, school_id=request.user.school_id, today=today)
    shown = rows[0] if rows else without_a_row
    differences: list[Difference] = []
    if request.method == "POST":
        form = form_class(request.POST, request.FILES)
        if form.is_valid():
            starts = form.cleaned_data["valid_from"]
            try:
                warning = save(form, starts, request.POST.get("seen", ""), at)
            except ChangedMeanwhile as late:
                form.add_error(None, str(late))
                differences = named(late.differences)
            except SettingsRefused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None,
                               str(refusal))  # fmt: skip
            else:
                when = "now" if starts == today else f"from {full_day(starts)}"
                say = messages.warning if warning else messages.success
                say(request, f"{kind.name} saved: in force {when}. {warning}".strip())
                return redirect("settings:home")
    else:
        first = form_class.first_values(shown) if shown is not None else {}
        form = form_class(initial=first | {"valid_from": default_start(today)})
    about = {
        "title": kind.name,
        "kind": kind,
        "form": form,
        "now": rows[0] if rows and rows[0].valid_from <= today else None,
        "planned": [row for row in rows if row.valid_from > today],
        "seen": version_of(rows),
        "differences": differences,
        **(more or {}),
    }
    return render(request, "settings/form.html", about, status=422 if form.errors else 200)
