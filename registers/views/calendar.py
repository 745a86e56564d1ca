"""Show the calendar of a school year."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registers.calendar_lines import CALENDAR, KIND_NAMES, days_in_words, require_for
from registers.queries.calendar_page import LETTERS, calendar_page
from registers.views import words
from rules.sessions import DAYS_A_YEAR, SESSIONS_A_YEAR, UNPLANNED_CLOSURE, school_year_start
from schools.access import SignedInRequest, may_open
from schools.models import CalendarPeriod, User
from schools.permissions import NotPermitted, may
from toolkit import clock
from toolkit.days import full_day

FIRST_YEAR, LAST_YEAR = 2000, 2100


@require_safe
@may_open(CALENDAR)
def calendar(request: SignedInRequest) -> HttpResponse:
    """This school year, or the one asked for by the year in which it begins."""
    at = clock.now()
    today = clock.local(at).date()
    this_year = school_year_start(today).year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else this_year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        year = this_year
    page = calendar_page(school_id=request.user.school_id, on=date(year, 9, 1))
    about = {
        "page": page,
        "lines": [_line(one, request.user) for one in page.lines],
        "needed": {"sessions": SESSIONS_A_YEAR, "days": DAYS_A_YEAR},
        "may_close": may(request.user, "bulk_and_closures"),
        "before": year - 1,
        "after": year + 1,
        "is_this_year": year == this_year,
        "key": LETTERS,
        "printed": f"{request.user.school.name}. Printed {full_day(today)} at "
        f"{words.clock_time(at)} by {request.user.name}.",
    }
    return render(request, "calendar/year.html", about)


def _line(period: CalendarPeriod, by: User) -> dict[str, object]:
    try:
        require_for(by, period.kind)
        may_change = True
    except NotPermitted:
        may_change = False
    return {
        "period": period,
        "days": days_in_words(period.start, period.end),
        "kind": KIND_NAMES[period.kind],
        "may_change": may_change,
        "is_unplanned": period.kind == UNPLANNED_CLOSURE,
        "is_term": period.kind == CalendarPeriod.Kind.TERM,
    }
