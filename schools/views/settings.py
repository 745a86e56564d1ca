"""List the school's settings, show what changed in them, and take planned changes back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST, require_safe

from schools.access import SignedInRequest, may_open
from schools.actions.withdraw_planned_settings import withdraw_planned_settings
from schools.dated_settings import KINDS, SettingsRefused
from schools.models import User
from schools.permissions import may
from schools.queries.settings_history import (
    school_history,
    settings_history,
    standing_settings,
)
from schools.views.settings_words import label_of
from toolkit import clock

HOME = ("settings_and_policy", "load_school", "accounts", "bulk_and_closures")
OTHER_PAGES = (  # Name, what it is for, the address's name, who may open it.
    ("Calendar", "Terms, INSET days, bank holidays and closures.", "calendar:year",
     ("bulk_and_closures", "settings_and_policy")),
    ("Staff and accounts", "Who works here, what each may do, and cover.", "staff:list",
     ("accounts",)),
    ("Load the school's files", "From school.csv to marks.csv.", "loads:list", ("load_school",)),
    ("Copies of the registers", "One for each month, kept for six years.", "keeping:list",
     ("settings_and_policy",)),
    ("Access trail", "Who looked at a pupil's sensitive facts.", "people:trail",
     ("access_trail",)),
    ("Parents who look alike", "Records that may be of one person.", "contacts:look_alikes",
     ("edit_people",)),
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A link to another page of the settings."""

    name: str
    what: str
    address: str


@require_safe
@may_open(HOME)
def home(request: SignedInRequest) -> HttpResponse:
    """What is set, since when and by whom, what is planned, and where the rest is."""
    keeps_settings = may(request.user, "settings_and_policy")
    today = clock.today()
    about = {
        "places": places_of(request.user),
        "standing": (
            standing_settings(school_id=request.user.school_id, today=today)
            if keeps_settings
            else []
        ),
        "keeps_settings": keeps_settings,
    }
    return render(request, "settings/home.html", about)


def places_of(person: User) -> list[Place]:
    """The other pages that the person may open."""
    found = []
    for name, what, address, capabilities in OTHER_PAGES:
        if not any(may(person, one) for one in capabilities):
            continue
        try:
            found.append(Place(name, what, reverse(address)))
        except NoReverseMatch:
            continue
    return found


@require_safe
@may_open("settings_and_policy")
def history(request: SignedInRequest, slug: str) -> HttpResponse:
    """What changed in one kind of settings, from when, and who changed it."""
    school_id = request.user.school_id
    if slug == "school":
        name, lines = "The school", school_history(school_id=school_id)
    else:
        kind = KINDS[slug]
        name, lines = kind.name, settings_history(school_id=school_id, kind=kind)
    shown = [
        {"line": line, "changes": [(label_of(one.fact), one) for one in line.changes]}
        for line in lines
    ]
    return render(request, "settings/history.html", {"title": name, "slug": slug, "lines": shown})


@require_POST
@may_open("settings_and_policy")
def take_back(request: SignedInRequest, slug: str, row_id: int) -> HttpResponse:
    """Take back a planned change."""
    if slug not in KINDS:
        raise Http404
    kind = KINDS[slug]
    if not kind.table._default_manager.filter(school=request.user.school_id, pk=row_id).exists():
        raise Http404
    try:
        withdraw_planned_settings(by=request.user, kind=kind, row_id=row_id, at=clock.now())
    except SettingsRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{kind.name}: the planned change is taken back.")
    return redirect("settings:home")
