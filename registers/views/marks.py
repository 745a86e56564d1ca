"""Save the marks that the register's script sends, a few at a time."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from registers.actions.save_marks import save_marks
from registers.changes import Change, Conflict, Kept, Saved
from registers.queries.news import latest_of
from registers.refusals import ReasonNeeded
from registers.views.code_choices import as_data
from registers.views.opening import Unreadable, read_json, refusals_as_json
from registers.views.privacy import shown_code
from registers.views.told import told
from registers.views.words import clock_time, conflict_sentence
from rules.punctuality import LONGEST_LATE
from schools.access import SignedInRequest, may_open
from schools.models import User
from schools.views.found import class_or_404
from toolkit import clock

MOST_AT_ONCE = 200
LARGEST_KEY = 2**63 - 1
NOT_YOURS = "These marks were left by somebody else. Only they can save them. Nothing was saved."


@require_POST
@refusals_as_json
@may_open("mark_register")
def marks(request: SignedInRequest, class_id: int, day: date, half: str) -> HttpResponse:
    """Save a list of changes: 200 with what was stored, or a refusal with nothing saved.

    A refusal says whether it is because the register was taken meanwhile, or because the marks
    were left on the device by somebody else.
    """
    at = clock.now()
    school_class = class_or_404(by=request.user, class_id=class_id)
    body = read_json(request)
    if whole(body.get("person"), most=LARGEST_KEY) not in {None, request.user.pk}:
        return JsonResponse({"error": NOT_YOURS, "other": True}, status=403)
    seen = whole(body.get("seen"), most=LARGEST_KEY)
    changes = [as_change(item) for item in listed(body.get("changes"))]
    try:
        saved = save_marks(
            by=request.user, school_class=school_class, day=day, half=half, changes=changes, at=at
        )
    except ReasonNeeded as refusal:
        return JsonResponse({"error": str(refusal), "taken": True}, status=422)
    now = clock.local(at)
    return JsonResponse(
        {
            "saved": [as_saved(mark, request.user) for mark in saved.marks],
            "conflicts": [as_question(conflict, request.user) for conflict in saved.conflicts],
            "left": saved.left,
            "saved_at": clock_time(at),
            "second": now.hour * 3600 + now.minute * 60 + now.second,
        }
        | by_others(saved, request.user, seen=seen, on=now.date())
    )


def by_others(saved: Saved, person: User, *, seen: int | None, on: date) -> dict[str, object]:
    """What others have marked since the newest entry that the page had seen."""
    new = [mark for mark in saved.others if seen is not None and mark.pk > seen]
    prefetch_related_objects(new, "entered_by")
    codes = {conflict.code for conflict in saved.conflicts} | {kept.code for kept in saved.marks}
    shown = {shown_code(person, code) for code in codes | {mark.code for mark in new}}
    others = told([latest_of([mark]) for mark in new], person, on=on)
    return {"others": others["marks"], "codes": as_data(shown)}


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
