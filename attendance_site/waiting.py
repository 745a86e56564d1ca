"""Gather what waits for a person, from whatever apps offer it."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import apps
from django.core.cache import cache as remembered

from schools.models import User
from schools.today import TodayItem

type Offer = Callable[..., list[TodayItem]]
WHOSE = ("mark_register", "see_pupil_figures", "load_school")  # Everybody who has daily work.
COUNT_KEPT_FOR = 60  # Seconds; so that no page asks again what waits.


@cache
def offers() -> list[Offer]:
    """The function `today_items` of every module of an app's queries that ends in `_items`."""
    found = []
    for app in apps.get_app_configs():
        package = f"{app.name}.queries"
        if app.name.startswith("django") or find_spec(package) is None:
            continue
        for module in iter_modules(import_module(package).__path__):
            if module.name.endswith("_items"):
                found.append(import_module(f"{package}.{module.name}").today_items)
    return found


def waiting(*, by: User, on: date, at: datetime) -> list[TodayItem]:
    """Everything that waits for the person, the most urgent first, then what is due first."""
    items = [item for offer in offers() for item in offer(by=by, on=on, at=at)]
    items.sort(key=lambda item: (item.urgency, item.due or date.max, item.title))
    remembered.set(_key(by), len(items), timeout=COUNT_KEPT_FOR)
    return items


def known_count(person: User) -> int | None:
    """How many things waited when it was last asked; None when that is too long ago."""
    count: int | None = remembered.get(_key(person))
    return count


def _key(person: User) -> str:
    return f"waiting:{person.pk}"
