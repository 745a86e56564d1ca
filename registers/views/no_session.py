"""Say in the place of a register that the school does not meet, and lead to one where it does."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from registers.closed_words import sentences
from registers.queries.no_school import NoSchool, no_school
from registers.refusals import NoSession
from registers.views import words
from schools.access import SignedInRequest
from schools.models import SchoolClass, Session
from schools.queries.class_names import name_of_class
from toolkit import clock
from toolkit.days import full_day


def no_session(
    request: SignedInRequest, refusal: NoSession, *, school_class: SchoolClass, day: date, half: str
) -> HttpResponse:
    """The page; 422 where somebody wanted to save marks, of which nothing was saved."""
    this_day = clock.today()
    found = no_school(school_id=school_class.school_id, day=day)
    why = found if len(found.why) > 1 else NoSchool({half: found.why.get(half, "")})
    name = name_of_class(school_class, on=day, today=this_day)
    about = {
        "title": f"{name} class, {words.half_name(half)} register",
        "day_words": words.day_in_week(day) if day.year == this_day.year else full_day(day),
        "sentences": sentences(why, is_today=day == this_day) or [str(refusal)],
        "nothing_saved": request.method == "POST",
        "school_class": school_class,
        "ways": _ways(school_class.school_id, found, half),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/no_session.html", about, status=status)


def _ways(school_id: int, found: NoSchool, half: str) -> list[tuple[str, str, str, date, str]]:
    """To the nearest school days: what a link is, its words, and the session it leads to.

    The same half, or the other where the school meets in that alone.
    """
    days = [one for one in (found.before, found.after) if one is not None]
    meets = Session.objects.meeting().filter(school_id=school_id, day__in=days)
    halves: dict[date, list[str]] = {}
    for day, met in meets.order_by("day", "half").values_list("day", "half"):
        halves.setdefault(day, []).append(met)
    asked = (("prev", "School day before", found.before), ("next", "Next school day", found.after))
    return [
        (rel, what, words.day_in_week(day), day, half if half in halves[day] else halves[day][0])
        for rel, what, day in asked
        if day is not None
    ]
