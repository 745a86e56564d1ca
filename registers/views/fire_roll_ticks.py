"""Answer the fire roll's script: where the roll stands, and ticks as they are made."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from registers.actions.save_ticks import Tick, save_ticks
from registers.evacuation import Calling
from registers.models import FireRoll
from registers.queries.fire_roll import fire_roll
from registers.refusals import Refused
from registers.views.fire_roll import opened_words
from registers.views.marks import LARGEST_KEY, whole
from registers.views.opening import read_json, refusals_as_json
from registers.views.words import clock_time
from schools.access import SignedInRequest, may_open
from schools.models import User
from toolkit import clock

MOST_AT_ONCE = 2000
LONGEST_WAIT = 7 * 24 * 3600 * 1000  # Milliseconds.


class UnreadableTicks(Refused):
    """The body of a request is not what the fire roll sends."""

    def __str__(self) -> str:
        return "These ticks could not be read, so nothing was saved. Open the fire roll again."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_as_json
@may_open("fire_roll")
def ticks(request: SignedInRequest) -> HttpResponse:
    """Where the roll stands; a post saves ticks, 200 with all of them or a refusal with none."""
    at = clock.now()
    if request.method == "POST":
        return saved(request, at)
    page = fire_roll(by=request.user, at=at)
    told = of_roll(request.user, page.roll, before=page.before, at=at)
    return JsonResponse(
        told
        | {
            "may_close": page.may_close and page.roll is not None,
            "found": [line.pupil_id for line in page.found],
            "listing": page.listing,
            "away": page.away,
        }
    )


def saved(request: SignedInRequest, at: datetime) -> HttpResponse:
    """Save the ticks in the request, and tell of the roll that they are part of."""
    body = read_json(request)
    roll = save_ticks(
        by=request.user,
        ticks=as_ticks(body.get("ticks")),
        roll_id=key(body.get("roll")),
        before=key(body.get("before")),
        at=at,
    )
    told = of_roll(request.user, roll, before=roll.pk, at=at)
    return JsonResponse(told | {"may_close": Calling(roll, at).may_be_closed(request.user, at)})


def of_roll(person: User, roll: FireRoll | None, *, before: int, at: datetime) -> dict[str, object]:
    """What every answer says."""
    return {
        "person": person.pk,
        "roll": roll.pk if roll else 0,
        "before": before,
        "opened": opened_words(roll),
        "at": clock_time(at),
    }


def as_ticks(listed: object) -> list[Tick]:
    """The ticks as they were sent; raises UnreadableTicks."""
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_AT_ONCE:
        raise UnreadableTicks
    return [as_tick(item) for item in listed]


def as_tick(item: Any) -> Tick:
    if not isinstance(item, dict) or not isinstance(item.get("found"), bool):
        raise UnreadableTicks
    try:
        client_id = UUID(item["client_id"])
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        raise UnreadableTicks from fault
    try:
        waited = whole(item.get("waited"), most=LONGEST_WAIT) or 0
    except Refused as fault:
        raise UnreadableTicks from fault
    return Tick(
        pupil_id=key(item.get("pupil")),
        found=item["found"],
        client_id=client_id,
        waited=timedelta(milliseconds=waited),
    )


def key(value: object) -> int:
    """A key as it was sent, 0 for none."""
    try:
        return whole(value, most=LARGEST_KEY) or 0
    except Refused as fault:
        raise UnreadableTicks from fault
