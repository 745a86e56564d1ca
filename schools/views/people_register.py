"""Show the admission register of the school, in pages or whole for printing."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from audit.actions.note_look import note_look
from rules.sessions import YEAR_GROUPS
from schools.access import SignedInRequest, may_open
from schools.queries.admission_register import Line, by_class, entries_of, register_lines
from schools.queries.pupil_list import LEFT, ON_ROLL
from schools.views.people import classes_of_school
from toolkit import clock
from toolkit.days import NotADay, read_day

PAGE = 50  # Pupils.
WHO = {ON_ROLL: "On the roll", LEFT: "Who have left", "all": "All"}


@never_cache
@require_safe
@may_open("see_contacts")
def register(request: SignedInRequest) -> HttpResponse:
    """The admission register on a day; one look is noted for all.

    ?day=, ?class=, ?year= and ?who= choose, ?by=class orders, ?page= turns, ?all= shows it whole.
    """
    at = clock.now()
    given = request.GET.get("day", "")
    day, problem = _day(given, clock.local(at).date())
    who = request.GET.get("who", "")
    who = who if who in WHO else ON_ROLL
    classes, school = classes_of_school(request.user), request.user.school
    chosen = next((one for one in classes if str(one.pk) == request.GET.get("class")), None)
    lines = register_lines(school=school, on=day, who=who)
    years = [year for year in YEAR_GROUPS if any(line.year_group == year for line in lines)]
    year = request.GET.get("year", "")
    year = year if year in years else ""
    lines = [
        line
        for line in lines
        if (chosen is None or line.class_id == chosen.pk) and year in ("", line.year_group)
    ]
    grouped = request.GET.get("by") == "class"
    whole = "all" in request.GET
    lines = by_class(lines) if grouped else lines
    page = Paginator(lines, max(1, len(lines)) if whole else PAGE).get_page(request.GET.get("page"))
    note_look(
        by=request.user,
        school_id=school.pk,
        subject=chosen or school,
        what=["admission register"],
        at=at,
    )
    choice = {
        "day": given if not problem else "",
        "class": chosen.pk if chosen else "",
        "year": year,
        "who": who if who != ON_ROLL else "",
        "by": "class" if grouped else "",
    }
    about = {
        "day": day,
        "given": given,
        "problem": problem,
        "classes": classes,
        "chosen": chosen,
        "years": years,
        "year": year,
        "who": who,
        "choices": WHO,
        "grouped": grouped,
        "groups": _groups(lines, list(page.object_list), day, grouped=grouped),
        "count": len(lines),
        "page": page,
        "whole": whole,
        "asked": {name: value for name, value in choice.items() if value},
        "printed_at": at,
    }
    return render(request, "people/register.html", about, status=422 if problem else 200)


def _day(given: str, today: date) -> tuple[date, str]:
    """The day that was asked for, else today; and what is wrong with what was given."""
    if not given:
        return today, ""
    try:
        return read_day(given), ""
    except NotADay as fault:
        return today, str(fault)


def _groups(
    lines: Sequence[Line], shown: list[Line], day: date, *, grouped: bool
) -> list[tuple[str, int, list[Any]]]:
    """The entries of the page: by class with how many there are in all, or all in one."""
    entries = entries_of(shown, on=day)
    if not grouped:
        return [("", len(lines), entries)] if entries else []
    counts = Counter(line.class_name for line in lines)
    return [
        (name, counts[name], list(own))
        for name, own in groupby(entries, key=lambda entry: entry.class_name)
    ]
