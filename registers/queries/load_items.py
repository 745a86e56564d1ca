"""Put uploads that wait for somebody on the Today page."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse

from registers.models import FolderLoad
from registers.uploads.in_words import day_and_time
from schools.models import User
from schools.permissions import may
from schools.today import TodayItem

STOPPED, WAITING = 1, 3
REFUSED_SHOWN = timedelta(days=1)
State = FolderLoad.State


def today_items(*, by: User, on: date, at: datetime) -> list[TodayItem]:
    """Files that wait for a word or a yes, can be tried again, or were refused since yesterday.

    A refusal is shown only until another upload follows it.
    """
    if not may(by, "load_school"):
        return []
    rows = FolderLoad.objects.filter(
        Q(state__in=[State.CHECKED, State.MAPPING])
        | (Q(state=State.FAILED) & ~Q(place=""))
        | Q(state=State.REFUSED, ended_at__gt=at - REFUSED_SHOWN, uploaded_by=by),
        school_id=by.school_id,
    )
    found = list(rows.select_related("uploaded_by").order_by("uploaded_at"))
    latest = found[-1] if found else None
    return [_item(load) for load in found if load.state != State.REFUSED or load == latest]


def _item(load: FolderLoad) -> TodayItem:
    uploaded = f"{load.uploaded_by.name} uploaded them at {day_and_time(load.uploaded_at)}."
    urgency, title, action = {
        State.CHECKED: (WAITING, "Checked files wait for a yes", "See what they change"),
        State.MAPPING: (WAITING, "A file waits to hear what its columns hold", "Say it"),
        State.FAILED: (STOPPED, "Loading files stopped; nothing was saved", "Try again"),
        State.REFUSED: (WAITING, "Uploaded files were refused", "See what stands against them"),
    }[State(load.state)]
    return TodayItem(
        kind="upload",
        urgency=urgency,
        title=title,
        detail=uploaded,
        address=reverse("loads:load", args=[load.pk]),
        action=action,
    )
