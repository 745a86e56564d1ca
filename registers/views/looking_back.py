"""Show a register, and a pupil's year, as they stood at a moment."""

from datetime import date, datetime, time
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registers.permissions import place_of
from registers.queries.as_it_stood import Stood, class_as_it_stood
from registers.queries.pupil_year import Cell, Week, pupil_year
from registers.queries.session_facts import session_facts
from registers.refusals import NoSession
from registers.views import words
from registers.views.desk_fields import DeskRefused, time_in
from registers.views.opening import refusals_as_pages
from registers.views.privacy import shown_code
from rules import codes
from rules.sessions import SchoolYear, school_year_of
from schools.access import SignedInRequest, may_open
from schools.models import ClassMembership, Pupil, User
from schools.permissions import Place, may, require
from schools.queries.class_names import class_names
from schools.views.found import class_or_404, pupil_or_404
from toolkit import clock
from toolkit.days import NotADay, day_and_time, day_in_week, read_day

LAST_MINUTE = time(23, 59)
STATES = {
    "unmarked": "no mark",
    "coming": "still to come",
    "none": "no session",
    "off": "not on the roll",
}


class Moment(NamedTuple):
    """The moment asked about. problem: why what was typed is none; then it is now."""

    at: datetime
    day_typed: str
    time_typed: str
    problem: str = ""
    is_now: bool = False


class RowThen(NamedTuple):
    """A pupil's entry then and now, in codes as the person may see them."""

    pupil: Pupil
    then: str
    minutes: int | None
    who: str
    now: str
    is_changed: bool
    is_here: bool


class Shown(NamedTuple):
    """One cell of the year: the code as it may be seen, and what it says when it is read out."""

    cell: Cell
    code: str
    spoken: str


def moment_in(request: HttpRequest, *, default: datetime, now: datetime) -> Moment:
    """The day and time in `on` and `time`; nothing typed means the default. Never after now."""
    typed_day = request.GET.get("on", "").replace("\0", "").strip()[:40]
    typed_time = request.GET.get("time", "").replace("\0", "").strip()[:20]
    if not typed_day and not typed_time:
        return _moment(default, now)
    try:
        day = read_day(typed_day) if typed_day else clock.local(default).date()
        at = clock.at_school(day, time_in(typed_time, field="time") or LAST_MINUTE)
    except (NotADay, DeskRefused) as fault:
        return Moment(now, typed_day, typed_time, problem=str(fault), is_now=True)
    # The whole of the minute that was named: a mark of 9:20:30 stood at 9:20.
    return _moment(at.replace(second=59, microsecond=999999), now)


def _moment(at: datetime, now: datetime) -> Moment:
    shown = clock.local(min(at, now))
    typed = f"{shown.date():%Y-%m-%d}", f"{shown:%H:%M}"
    return Moment(min(at, now), *typed, is_now=at >= now)


@never_cache
@require_safe
@may_open("mark_register")
@refusals_as_pages
def class_then(request: SignedInRequest, class_id: int, day: date, half: str) -> HttpResponse:
    """The register of the class as it stood; when nothing is asked, at the closing time."""
    now = clock.now()
    school_class = class_or_404(by=request.user, class_id=class_id)
    require(request.user, "mark_register", place_of(school_class, day=day, by=request.user))
    try:
        session = session_facts(school_id=school_class.school_id, day=day, half=half)
    except NoSession as refusal:
        raise Http404(str(refusal)) from refusal
    closing = clock.at_school(day, session.closes)
    moment = moment_in(request, default=closing.replace(second=59), now=now)
    found = class_as_it_stood(school_class=school_class, day=day, half=half, at=moment.at)
    rows = [row_then(row, request.user) for row in found.rows]
    today = clock.local(now).date()
    name = school_class.name
    if day != today:
        names = class_names(school_id=school_class.school_id)
        name = names.on(school_class.pk, day, now=school_class.name)
    about = {
        "school_class": school_class,
        "class_name": name,
        "day": day,
        "half": half,
        "session_words": f"{words.half_name(half)} of {day_in_week(day)} {day.year}",
        "moment": moment,
        "moment_words": day_and_time(clock.local(moment.at)),
        "rows": rows,
        "changed": sum(row.is_changed for row in rows),
        "unmarked": sum(not row.then for row in rows),
        "register": found.register,
        "submitted_at": found.register and found.register.submitted_at,
        "submitted_by": found.register
        and found.register.submitted_by
        and words.initialled(found.register.submitted_by),
        "printed": f"Printed {day_and_time(clock.local(now))} by {request.user.name}.",
    }
    return render(request, "history/class_then.html", about, status=422 if moment.problem else 200)


def row_then(row: Stood, person: User) -> RowThen:
    then, now = row.then, row.now
    return RowThen(
        pupil=row.pupil,
        then=shown_code(person, then.code) if then else "",
        minutes=then.minutes_late if then else None,
        who=words.initialled(then.entered_by) if then and not then.entered_by.is_system else "",
        now=shown_code(person, now.code) if now else "",
        is_changed=row.is_changed,
        is_here=row.is_here,
    )


@never_cache
@require_safe
@may_open("see_pupil_figures")
@refusals_as_pages
def year_then(request: SignedInRequest, pupil_id: int) -> HttpResponse:
    """A pupil's marks of a school year, as they stand, or stood at the moment asked about."""
    now = clock.now()
    today = clock.local(now).date()
    pupil = pupil_or_404(by=request.user, pupil_id=pupil_id, on=today)
    require(request.user, "see_pupil_figures", place_of_pupil(pupil, on=today))
    year = year_in(request, today)
    moment = moment_in(request, default=now, now=now)
    weeks = pupil_year(pupil=pupil, year=year, until=today, at=None if moment.is_now else moment.at)
    about = {
        "pupil": pupil,
        "year": year,
        "before": school_year_of(year.starts.replace(year=year.starts.year - 1)),
        "after": school_year_of(year.starts.replace(year=year.starts.year + 1))
        if year.ends < today
        else None,
        "moment": moment,
        "moment_words": day_and_time(clock.local(moment.at)),
        "weeks": [(week, [shown(cell, request.user) for cell in week.cells]) for week in weeks],
        "rows": grid(weeks, request.user),
        "may_amend": may(request.user, "amend_mark", Place(pupil.school_id, session_over=True)),
        "printed": f"Printed {day_and_time(clock.local(now))} by {request.user.name}.",
    }
    return render(request, "history/pupil_year.html", about, status=422 if moment.problem else 200)


def place_of_pupil(pupil: Pupil, *, on: date) -> Place:
    """Where the pupil is on the day, as the table of roles asks about it."""
    member = (
        ClassMembership.objects.on_the_roll(school_id=pupil.school_id, day=on)
        .filter(pupil=pupil)
        .first()
    )
    return Place(
        school_id=pupil.school_id,
        class_id=member.school_class_id if member else None,
        day=on,
        year_groups=frozenset({member.year_group} if member else ()),
    )


def year_in(request: HttpRequest, today: date) -> SchoolYear:
    """The school year that begins in `year`, or this one."""
    this = school_year_of(today)
    typed = request.GET.get("year", "")
    if not (typed.isascii() and typed.isdecimal() and len(typed) == 4):
        return this
    wanted = int(typed)
    if not this.starts.year - 30 <= wanted <= this.starts.year:
        return this
    return school_year_of(date(wanted, 9, 1))


def grid(weeks: list[Week], person: User) -> list[tuple[str, list[Shown]]]:
    """The cells as ten rows of the grid, Monday morning first, one column a week."""
    names = ("Mon", "Tue", "Wed", "Thu", "Fri")
    return [
        (
            f"{names[number // 2]} {'am' if number % 2 == 0 else 'pm'}",
            [shown(week.cells[number], person) for week in weeks],
        )
        for number in range(10)
    ]


def shown(cell: Cell, person: User) -> Shown:
    """The cell with a spoken meaning: day, session, and the code in words."""
    when = f"{day_in_week(cell.day)}, {words.half_name(cell.half)}"
    if cell.mark is None:
        return Shown(cell, "", f"{when}: {STATES[cell.state]}")
    code = shown_code(person, cell.mark.code)
    return Shown(cell, code, f"{when}: {codes.meaning(code)}")
