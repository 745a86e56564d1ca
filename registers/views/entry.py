"""Show one pupil's entry in a register with its history, and enter or change it."""

from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from registers.actions.change_mark import change_mark
from registers.actions.save_marks import save_marks
from registers.changes import Change
from registers.models import Mark
from registers.queries.history import history
from registers.queries.register_page import RegisterPage, Row
from registers.refusals import (
    CodeNotPermitted,
    MarkAlreadyChanged,
    NeedsTheHeadteacher,
    NoSession,
    Refused,
)
from registers.views import words
from registers.views.code_choices import grouped
from registers.views.opening import open_register, refusals_as_pages
from registers.views.posted import key_in
from registers.views.privacy import sees_notes, shown_code
from rules import codes
from rules.punctuality import LONGEST_LATE
from schools.access import SignedInRequest, may_open
from schools.models import User
from schools.roles import ROLE_NAMES
from toolkit import clock
from toolkit.days import full_day

LONGEST_REASON = 1000
KEPT_REASON = "kept by those who look after safeguarding."


class NotAChoice(Refused):
    """Something on the form was left empty or cannot be read."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_open("mark_register")
@refusals_as_pages
def entry(
    request: SignedInRequest, class_id: int, day: date, half: str, pupil_id: int
) -> HttpResponse:
    """The entry of a pupil on this register; a post saves it, or changes it with a reason."""
    at = clock.now()
    try:
        page = open_register(request.user, class_id=class_id, day=day, half=half, at=at)
    except NoSession:
        return redirect("registers:register", class_id, day, half)
    row = next((row for row in page.rows if row.pupil.pk == pupil_id), None)
    if row is None:
        raise Http404("This pupil is not on this register.")
    if request.method != "POST":
        return shown(request, page, row)
    try:
        save(request, page, row, at)
    except Refused as refusal:
        if isinstance(refusal, MarkAlreadyChanged):
            page = open_register(request.user, class_id=class_id, day=day, half=half, at=at)
            row = next((row for row in page.rows if row.pupil.pk == pupil_id), row)
        return shown(request, page, row, problem=refusal)
    except (CodeNotPermitted, NeedsTheHeadteacher) as refusal:
        answer = shown(request, page, row, problem=refusal)
        answer.status_code = 403
        return answer
    return redirect("registers:register", class_id, day, half)


def save(request: SignedInRequest, page: RegisterPage, row: Row, at: datetime) -> None:
    """Enter the code, or amend it where the register was taken. Raises Refused."""
    code = request.POST.get("code", "")
    clears = request.POST.get("do") == "clear"
    if not code and not clears:
        raise NotAChoice("Choose a code.")
    minutes = minutes_in(request.POST.get("minutes", "")) if code in codes.LATE else None
    reason = text_in(request.POST.get("reason", ""))
    seen = request.POST.get("seen_version", "")
    seen_version = key_in(seen, unless=row.version)
    if page.state == "taken" or row.elsewhere:
        change_mark(
            by=request.user,
            school_class=page.school_class,
            day=page.day,
            half=page.half,
            pupil_id=row.pupil.pk,
            code="" if clears else code,
            minutes=minutes,
            reason=reason,
            seen_version=seen_version,
            at=at,
        )
    else:
        change = Change(
            pupil_id=row.pupil.pk,
            code="" if clears else code,
            minutes=minutes,
            seen_version=seen_version,
            comment=reason,
        )
        saved = save_marks(
            by=request.user,
            school_class=page.school_class,
            day=page.day,
            half=page.half,
            changes=[change],
            at=at,
        )
        if saved.conflicts:
            raise MarkAlreadyChanged
    messages.success(request, f"{row.pupil.name}: saved.")


def text_in(text: str) -> str:
    """What was typed as a reason. Raises NotAChoice where it cannot be kept."""
    if "\x00" in text or len(text) > LONGEST_REASON:
        raise NotAChoice(f"Write the reason in plain words, at most {LONGEST_REASON} letters.")
    return text


def minutes_in(text: str) -> int | None:
    """Whole minutes late, None where nothing was typed. Raises NotAChoice."""
    if not text.strip():
        return None
    if not text.strip().isdecimal() or len(text) > 9 or int(text) > LONGEST_LATE:
        raise NotAChoice("Enter the minutes late as a whole number, for example 7.")
    return int(text)


def shown(
    request: SignedInRequest, page: RegisterPage, row: Row, *, problem: Exception | None = None
) -> HttpResponse:
    """The page itself; 422 with a problem, and what was typed kept."""
    typed = request.POST
    extra = {
        code
        for code in (row.known, row.offered, row.code)
        if code and not codes.why_not_entered(code, on=page.day)
    }
    entries = history(
        school_id=page.school_class.school_id,
        pupil_id=row.pupil.pk,
        day=page.day,
        half=page.half,
    )
    about = {
        "page": page,
        "row": row,
        "problem": problem,
        "session_words": f"{words.half_name(page.half)} of {full_day(page.day)}",
        "opens": words.clock_time(page.opens),
        "entries": [told(one, request.user) for one in entries],
        "groups": grouped({*page.codes, *extra}),
        "may_write": page.may_mark or page.may_amend,
        "needs_reason": page.state == "taken" or row.elsewhere,
        "chosen": typed.get("code", row.code),
        "minutes": typed.get("minutes", row.minutes if row.minutes is not None else ""),
        "reason": typed.get("reason", ""),
    }
    return render(request, "registers/entry.html", about, status=422 if problem else 200)


def told(mark: Mark, person: User) -> dict[str, object]:
    """One entry in words: what, when, who in which role, why, and what became of it."""
    at = clock.local(mark.entered_at)
    hidden = shown_code(person, mark.code) != mark.code
    ended = clock.local(mark.closed_at) if mark.closed_at else None
    return {
        "code": shown_code(person, mark.code),
        "minutes": mark.minutes_late,
        "reason": KEPT_REASON if hidden and mark.reason else mark.reason,
        "note": mark.comment if sees_notes(person) and not hidden else "",
        "when": f"{full_day(at.date())} at {words.clock_time(at)}",
        "who": mark.entered_by.name if not mark.entered_by.is_system else "The system",
        "role": mark.entered_title or ROLE_NAMES.get(mark.entered_role, mark.entered_role),
        "ended": f"{full_day(ended.date())} at {words.clock_time(ended)}" if ended else "",
    }
