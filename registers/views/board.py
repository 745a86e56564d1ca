"""Show all registers of a day to those who mark every one, and refresh what they see."""

from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from registers.closed_words import sentences
from registers.queries.board import board
from registers.queries.no_school import NoSchool, no_school
from registers.views import words
from rules.sessions import HALVES
from schools.access import SignedInRequest
from schools.permissions import may


def shown(
    request: SignedInRequest, about: dict[str, Any], *, day: date, this_day: date, at: datetime
) -> HttpResponse:
    """The page, or for a script its part; 204 for a script that has seen all of it (`seen`).

    about: what the page says of the day that was asked for.
    """
    by = request.user
    halves = board(by=by, day=day, at=at)
    meets = sum(half.stage != "closed" for half in halves)
    closed = NoSchool() if meets == len(HALVES) else no_school(school_id=by.school_id, day=day)
    about |= {
        "halves": halves,
        "closed": sentences(closed, is_today=day == this_day),
        "may_set_cover": day >= this_day and may(by, "set_cover", on=this_day),
    }
    facts = repr((halves, about["closed"], about["may_set_cover"]))
    about["seen"] = sha256(facts.encode()).hexdigest()[:16]
    is_part = request.headers.get("HX-Request") == "true"
    if is_part and request.GET.get("seen") == about["seen"]:
        return HttpResponse(status=204)
    if is_part:
        return render(request, "registers/board_part.html", about)
    about["now"] = words.clock_time(at)
    about["may_bulk"] = may(by, "bulk_and_closures")
    return render(request, "registers/board.html", about, status=422 if about["problem"] else 200)
