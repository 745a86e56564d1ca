"""Show the register of one class for one session, and save it as one form."""

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from registers.actions.save_marks import save_marks
from registers.actions.submit_register import submit_register
from registers.queries.register_page import RegisterPage
from registers.refusals import (
    CodeNotPermitted,
    NeedsTheHeadteacher,
    NoSession,
    NotAllMarked,
    Refused,
)
from registers.views import words
from registers.views.code_choices import as_data, grouped
from registers.views.no_session import no_session
from registers.views.opening import open_register, refusals_as_pages
from registers.views.posted import changes_in
from registers.views.rows import lines
from rules import codes
from schools.access import SignedInRequest, may_open
from schools.models import User
from schools.views.found import class_or_404
from toolkit import clock
from toolkit.days import full_day
from toolkit.words import counted


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_open("mark_register")
@refusals_as_pages
def register(request: SignedInRequest, class_id: int, day: date, half: str) -> HttpResponse:
    """The register; a post saves its marks, marks the rest present, or submits it as well."""
    at = clock.now()
    try:
        page = open_register(request.user, class_id=class_id, day=day, half=half, at=at)
    except NoSession as refusal:
        own = class_or_404(by=request.user, class_id=class_id)
        return no_session(request, refusal, school_class=own, day=day, half=half)
    if request.method != "POST":
        return shown(request, page, at)
    try:
        conflicts = save(request, page, at)
        if conflicts:
            again = open_register(request.user, class_id=class_id, day=day, half=half, at=at)
            return shown(request, again, at, problems=conflicts)
        if request.POST.get("do") == "submit":
            submit_register(
                by=request.user, school_class=page.school_class, day=day, half=half, at=at
            )
    except NotAllMarked as refusal:
        again = open_register(request.user, class_id=class_id, day=day, half=half, at=at)
        first = refusal.pupils[0]
        return shown(request, again, at, problems=[(str(refusal), f"pupil-{first.pk}")])
    except Refused as refusal:
        return shown(request, page, at, problems=[(str(refusal), "")], typed=request.POST)
    except (CodeNotPermitted, NeedsTheHeadteacher) as refusal:
        answer = shown(request, page, at, problems=[(str(refusal), "")], typed=request.POST)
        answer.status_code = 403
        return answer
    return redirect("registers:register", class_id, day, half)


def save(request: SignedInRequest, page: RegisterPage, at: datetime) -> list[tuple[str, str]]:
    """Save what the form changed; returns a sentence and a place for each conflict."""
    changes = changes_in(request.POST, page)
    if not changes:
        return []
    saved = save_marks(
        by=request.user,
        school_class=page.school_class,
        day=page.day,
        half=page.half,
        changes=changes,
        at=at,
    )
    names = {row.pupil.pk: row.pupil.name for row in page.rows}
    if not saved.conflicts and request.POST.get("do") != "submit":
        messages.success(request, f"{counted(len(saved.marks), 'marks')} saved.")
    return [
        (
            f"{names[conflict.pupil_id]}: {words.conflict_sentence(conflict)} "
            "That was kept. To use yours, choose it again and save.",
            f"pupil-{conflict.pupil_id}",
        )
        for conflict in saved.conflicts
    ]


def shown(
    request: SignedInRequest,
    page: RegisterPage,
    at: datetime,
    *,
    problems: list[tuple[str, str]] | None = None,
    typed: object = None,
) -> HttpResponse:
    """The page itself; 422 where there are problems, with what was chosen kept."""
    here = clock.local(at)
    known = {row.known for row in page.rows} | {row.offered for row in page.rows}
    wanted = {*page.codes, *known, *(row.code for row in page.rows), "N", "L", "U"}
    about = {
        "page": page,
        "lines": lines(page),
        "typed": typed_choices(typed, page),
        "problems": problems or [],
        "title": f"{page.class_name} class, {words.half_name(page.half)} register",
        "day_words": words.day_in_week(page.day),
        "class_facts": class_facts(page),
        "opens": words.clock_time(page.opens),
        "closes": words.clock_time(page.closes),
        "now": words.clock_time(at),
        "second": here.hour * 3600 + here.minute * 60 + here.second,
        "is_today": page.day == here.date(),
        "submitted": words.taken_by(page.register, day=page.day),
        "saved_at": words.clock_time(at),
        "marked": len(page.rows) - page.left,
        "rest": sum(not row.code and not row.offered for row in page.rows),
        "stroke": codes.stroke(page.half),
        "groups": grouped(page.codes),
        "code_data": as_data(wanted | {codes.stroke(page.half)}),
        "is_teacher": "P" not in page.codes,
        "printed": printed(request.user, page, at),
    }
    return render(request, "registers/register.html", about, status=422 if problems else 200)


def typed_choices(typed: object, page: RegisterPage) -> dict[int, str]:
    """What a refused form had chosen, by pupil."""
    if not hasattr(typed, "get"):
        return {}
    found = {row.pupil.pk: typed.get(f"p{row.pupil.pk}") for row in page.rows}
    return {pupil: code for pupil, code in found.items() if code}


def class_facts(page: RegisterPage) -> str:
    """As in "30 pupils, Year 4, Miss Okonjo"."""
    facts = [
        counted(len(page.rows), "pupils"),
        words.year_groups(page.year_groups),
        page.teacher_names,
    ]
    return ", ".join(fact for fact in facts if fact)


def printed(person: User, page: RegisterPage, at: datetime) -> str:
    """Which school's, when and by whom: the foot of the printed page."""
    day = full_day(clock.local(at).date())
    school = page.school_class.school.name
    return f"{school}. Printed {day} at {words.clock_time(at)} by {person.name}."
