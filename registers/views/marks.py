"""Save the marks that the register's script sends, a few at a time."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from registers.actions.save_marks import save_marks
from registers.changes import Change, Conflict, Kept
from registers.views.opening import Unreadable, class_or_404, read_json, refusals_as_json
from registers.views.privacy import shown_code
from registers.views.words import clock_time, conflict_sentence
from schools.access import SignedInRequest, may_open
from schools.models import User
from toolkit import clock

MOST_AT_ONCE = 200
LARGEST_KEY = 2**63 - 1
LONGEST_LATE = 600  # Minutes.


@require_POST
@refusals_as_json
@may_open("mark_register")
def marks(request: SignedInRequest, class_id: int, day: date, half: str) -> HttpResponse:
    """Save a list of changes: 200 with what was stored, or a refusal with nothing saved."""
    at = clock.now()
    school_class = class_or_404(request.user, class_id)
    changes = [as_change(item) for item in listed(read_json(request).get("changes"))]
    saved = save_marks(
        by=request.user, school_class=school_class, day=day, half=half, changes=changes, at=at
    )
    now = clock.local(at)
    return JsonResponse(
        {
            "saved": [as_saved(mark, request.user) for mark in saved.marks],
            "conflicts": [as_question(conflict, request.user) for conflict in saved.conflicts],
            "left": saved.left,
            "saved_at": clock_time(at),
            "second": now.hour * 3600 + now.minute * 60 + now.second,
        }
    )


def listed(changes: object) -> list[object]:
    if not isinstance(changes, list) or not 0 < len(changes) <= MOST_AT_ONCE:
        raise Unreadable
    return changes


def as_change(item: object) -> Change:
    """One change as it was sent; raises Unreadable when a part is missing or of another kind."""
    if not isinstance(item, dict) or not isinstance(item.get("code"), str):
        raise Unreadable
    pupil = whole(item.get("pupil"), most=LARGEST_KEY)
    if pupil is None:
        raise Unreadable
    try:
        client_id = UUID(item["client_id"]) if item.get("client_id") is not None else None
    except (ValueError, TypeError, AttributeError) as fault:
        raise Unreadable from fault
    return Change(
        pupil_id=pupil,
        code=item["code"],
        minutes=whole(item.get("minutes"), most=LONGEST_LATE),
        seen_version=whole(item.get("seen_version"), most=LARGEST_KEY),
        client_id=client_id,
    )


def whole(value: object, *, most: int) -> int | None:
    """A whole number from 0 to most, or None where there is none."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise Unreadable
    return value


def as_saved(mark: Kept, person: User) -> dict[str, object]:
    return {
        "pupil": mark.pupil_id,
        "code": shown_code(person, mark.code),
        "minutes": mark.minutes,
        "version": mark.version,
        "client_id": str(mark.client_id or ""),
    }


def as_question(conflict: Conflict, person: User) -> dict[str, object]:
    """What stands, and a sentence that says who entered it and when."""
    conflict = replace(conflict, code=shown_code(person, conflict.code))
    return {
        "pupil": conflict.pupil_id,
        "code": conflict.code,
        "minutes": conflict.minutes,
        "version": conflict.version,
        "client_id": str(conflict.client_id or ""),
        "sentence": conflict_sentence(conflict),
    }
