"""List a day's registers, and take a teacher to their own."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from registers.closed_words import sentences
from registers.queries.board import sees_board
from registers.queries.no_school import NoSchool, no_school
from registers.queries.todays_registers import Listed, todays_registers
from registers.views import board, words
from rules.sessions import HALVES
from schools.access import SignedInRequest, may_open
from schools.permissions import classes_of
from toolkit import clock
from toolkit.days import NotADay, full_day, read_day


@never_cache
@require_safe
@may_open("mark_register")
def today(request: SignedInRequest) -> HttpResponse:
    """The registers of today, or of the day asked for, that this person may open.

    Who may mark every register is shown the board.
    """
    at = clock.now()
    this_day = clock.local(at).date()
    asked = request.GET.get("day", "")
    day = this_day
    problem = ""
    if asked:
        try:
            day = read_day(asked)
        except NotADay as fault:
            problem = str(fault)
    about: dict[str, Any] = {
        "day": day,
        "is_today": day == this_day,
        "this_day": this_day,
        "asked_day": asked,
        "problem": problem,
        "day_words": words.day_in_week(day) if day.year == this_day.year else full_day(day),
    }
    if sees_board(request.user):
        return board.shown(request, about, day=day, this_day=this_day, at=at)
    listed = todays_registers(by=request.user, day=day, at=at)
    meets = {one.half for one in listed if one.state != "closed"}
    closed = (
        NoSchool()
        if len(meets) == len(HALVES)
        else no_school(school_id=request.user.school_id, day=day)
    )
    about |= {
        "now": words.clock_time(at),
        "classes": by_class(listed),
        "missing": sum(one.state == "missing" for one in listed),
        "taken": sum(one.state == "taken" for one in listed),
        "count": sum(one.state != "closed" for one in listed),
        "closed": sentences(closed, is_today=day == this_day),
        "teaches": bool(classes_of(request.user, day)),
    }
    return render(request, "registers/today.html", about, status=422 if problem else 200)


def by_class(listed: list[Listed]) -> list[list[Listed]]:
    """The registers of each class together, in the order of the list."""
    found: dict[int, list[Listed]] = {}
    for one in listed:
        found.setdefault(one.school_class.pk, []).append(one)
    return list(found.values())


@require_safe
@may_open("mark_register")
def mine(request: SignedInRequest) -> HttpResponse:
    """Go to the open register of a person's only class; to the list where there is none."""
    at = clock.now()
    day = clock.local(at).date()
    if len(classes_of(request.user, day)) == 1:
        for one in todays_registers(by=request.user, day=day, at=at):
            if one.own and one.state == "open":
                return redirect("registers:register", one.school_class.pk, day, one.half)
    return redirect("registers:today")
