"""Tell every page where the person may go, and at which school."""

from functools import partial
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from attendance_site.demo_time import bar
from attendance_site.waiting import WHOSE, known_count
from schools.middleware import OWN_LIMIT, SHARED, SHARED_LIMIT
from schools.models import User
from schools.permissions import class_names_of, may
from schools.queries.pupils_open_to import LOOK_UP
from schools.views.settings import HOME as SETTINGS
from toolkit import clock
from toolkit.words import counted

TEACHER = "class_teacher"
MOST_CLASSES = 2  # Named one by one; of more only the number is given.


class Link(NamedTuple):
    """One place in the navigation."""

    label: str
    icon: str
    address: str
    is_here: bool
    waits: int | None = None  # How many things wait there; None while it is not known.
    count_address: str = ""  # Where a script asks for it then.
    is_at_hand: bool = False


ALWAYS_AT_HAND = "fire_roll:roll"  # In the header too, where the menu is shut.
PLACES = (  # Label, icon, name of the address, and of what the person must be able to do one.
    ("Today", "house", "today", WHOSE),
    ("Registers", "clipboard-check", "registers:today", "mark_register"),
    ("Late desk", "clock", "late_desk:desk", "late_desk_and_sign_out"),
    ("Messages", "message-circle", "messages:list", "record_message"),
    ("Pupils", "users", "people:list", LOOK_UP),
    ("Fire roll", "flame", ALWAYS_AT_HAND, "fire_roll"),
    ("Staff", "circle-user-round", "staff:list", "set_cover"),
    ("Settings", "school", "settings:home", SETTINGS),
    ("Access trail", "eye", "people:trail", "access_trail"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The navigation, the school and the demo's clock, for every template of a request."""
    person = getattr(request, "user", None)
    known: dict[str, Any] = {"demo_clock": bar()}
    if isinstance(person, User):
        known |= {
            "navigation": links(person, here=request.path),
            "school": person.school,
            "job": partial(job, person),  # Asked only where the frame is written.
            "idle_minutes": idle_minutes(request),
        }
    return known


def job(person: User) -> str:
    """What the person is and which classes are theirs today, as in "Teacher, Kestrel"."""
    own = list(class_names_of(person, clock.today()).values()) if TEACHER in person.roles else []
    if len(own) > MOST_CLASSES:
        own = [counted(len(own), "classes", "class")]
    return ", ".join(part for part in (person.job_title, " and ".join(own)) if part)


def idle_minutes(request: HttpRequest) -> int:
    """After how many minutes without a tap this device is signed out."""
    session = getattr(request, "session", {})
    limit = SHARED_LIMIT if session.get(SHARED) else OWN_LIMIT
    return int(limit.total_seconds() // 60)


def links(person: User, *, here: str) -> list[Link]:
    """The places that the person may open, in the order of the day's work."""
    found = []
    for label, icon, name, capability in PLACES:
        several = (capability,) if isinstance(capability, str) else capability
        if any(may(person, one) for one in several):
            address = reverse(name)
            at_hand = name == ALWAYS_AT_HAND
            link = Link(label, icon, address, here.startswith(address), is_at_hand=at_hand)
            if name == "today":
                link = link._replace(
                    waits=known_count(person), count_address=reverse("today_count")
                )
            found.append(link)
    return found
