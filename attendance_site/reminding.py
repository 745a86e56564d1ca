"""Tell every page which registers the person is asked for."""

from functools import partial
from typing import Any

from django.http import HttpRequest

from registers.asked import known_asked_of
from schools.models import User
from schools.permissions import may
from toolkit import clock


def reminders(request: HttpRequest) -> dict[str, Any]:
    """Asked only where the frame of a page is written, of those who take registers."""
    person = getattr(request, "user", None)
    if not isinstance(person, User) or not may(person, "mark_register"):
        return {}
    return {
        "may_be_asked": True,
        "asked_registers": partial(known_asked_of, person=person, day=clock.today()),
    }
