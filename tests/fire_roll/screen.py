"""The addresses of the fire roll, and what its pages and its script send."""

import json
import re
from html import unescape
from typing import Any
from uuid import uuid4

from django.test import Client

from schools.models import Pupil

ROLL, TICKS, CLOSE, PAST = (
    "/fire-roll/", "/fire-roll/ticks/", "/fire-roll/close/", "/fire-roll/past/",
)  # fmt: skip
JSON: dict[str, Any] = {
    "content_type": "application/json",
    "headers": {"Accept": "application/json"},
}


def fields(page: Any) -> dict[str, str]:
    """What the form would send as it stands."""
    found = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    return found | dict.fromkeys(re.findall(r'name="(p\d+)"[^>]*checked', page.text), "0")


def changes(*pupils: Pupil) -> list[dict[str, Any]]:
    """Ticks as the script makes them, each with a number of its own."""
    return [
        {"pupil": pupil.pk, "found": True, "client_id": str(uuid4()), "waited": 0}
        for pupil in pupils
    ]


def send(client: Client, ticks: list[dict[str, Any]]) -> Any:
    """Post ticks of a page that had seen no roll."""
    return client.post(TICKS, json.dumps({"ticks": ticks, "roll": 0, "before": 0}), **JSON)


def flat(page: Any) -> str:
    """The words of a page, as one line."""
    words = unescape(re.sub(r"<[^>]+>", " ", page.text))
    return re.sub(r"\s+", " ", words).replace(" .", ".")
